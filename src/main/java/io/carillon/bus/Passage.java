package io.carillon.bus;

/**
 * A connection has come or gone.
 *
 * @param at epoch milliseconds at which it did
 * @param code with which it ended, else 0
 */
public record Passage(Kind kind, String clientId, String user, long at, int code) {
    /** What has happened. */
    public enum Kind {
        CAME,
        /** It was there before the one who is told began. */
        REMAINED,
        WENT
    }
}
