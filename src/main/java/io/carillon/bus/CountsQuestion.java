package io.carillon.bus;

/**
 * Asks a hub for names and how many of its connections each has, in the order of the names.
 *
 * @param prefix of the names that are wanted
 * @param after the name behind which the page begins; empty for the first page
 * @param limit most names of the page
 */
public record CountsQuestion(Kind kind, String prefix, String after, int limit) {
    /** What is counted. */
    public enum Kind {
        CHANNELS,
        GROUPS
    }
}
