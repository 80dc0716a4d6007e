package io.carillon.bus;

/**
 * Another configuration is about to hold, or holds: whoever has made something of the former one makes it of this one.
 *
 * @param step first all prepare, then all apply it
 */
public record Reload(Step step) {
    public enum Step {
        /** Make what can fail, such as what needs key files, and keep it; an answer that fails calls the reload off. */
        PREPARE,

        /** It holds. Also for those that were not asked to prepare. */
        APPLY
    }
}
