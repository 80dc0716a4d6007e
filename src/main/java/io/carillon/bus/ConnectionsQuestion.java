package io.carillon.bus;

/**
 * Asks a hub for connections, in the order of their client ids as Strings compare.
 *
 * @param after the client id behind which the page begins; empty for the first page
 * @param limit most connections of the page
 */
public record ConnectionsQuestion(Selection which, String after, int limit) {
    /** @throws IllegalArgumentException when the limit is less than 1 */
    public ConnectionsQuestion {
        if (limit < 1) {
            throw new IllegalArgumentException("limit: " + limit);
        }
    }
}
