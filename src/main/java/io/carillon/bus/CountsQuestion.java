package io.carillon.bus;

/**
 * Asks a hub for names and how many of its connections each has, in the order of the names.
 *
 * @param prefix of the names that are wanted
 * @param exact whether the prefix itself is the only name that is wanted
 * @param after the name behind which the page begins; empty for the first page
 * @param limit most names of the page
 */
public record CountsQuestion(Kind kind, String prefix, boolean exact, String after, int limit) {
    /** @throws IllegalArgumentException when the limit is less than 1 */
    public CountsQuestion {
        if (limit < 1) {
            throw new IllegalArgumentException("limit: " + limit);
        }
    }

    /** Asks for a page of all names with a prefix. */
    public CountsQuestion(Kind kind, String prefix, String after, int limit) {
        this(kind, prefix, false, after, limit);
    }

    /** Asks for one name, which costs no looking through the others. */
    public static CountsQuestion ofOne(Kind kind, String name) {
        return new CountsQuestion(kind, name, true, "", 1);
    }

    /** What is counted. */
    public enum Kind {
        CHANNELS,
        GROUPS
    }
}
