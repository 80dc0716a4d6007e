package io.carillon.bus;

/**
 * Asks a hub for connections, in the order of their client ids.
 *
 * @param after the client id behind which the page begins; empty for the first page
 * @param limit most connections of the page
 */
public record ConnectionsQuestion(Selection which, String after, int limit) {}
