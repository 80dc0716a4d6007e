package io.carillon.broker;

/**
 * An event as it waits to be delivered.
 *
 * @param entry its place in the queue; later ones are greater
 * @param type a {@code Kind} of events in small letters
 * @param id the same however often the event is written, read or sent
 * @param at epoch milliseconds
 * @param subject a client id, or a channel
 * @param user of a connection; empty for a channel
 * @param code with which a connection ended, else 0
 */
public record StoredEvent(
        String entry, String type, String id, long at, String node, String subject, String user, int code) {}
