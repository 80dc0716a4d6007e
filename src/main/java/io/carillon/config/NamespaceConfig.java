package io.carillon.config;

import java.time.Duration;

/**
 * Options of the channels of one namespace.
 *
 * @param historySize entries kept per channel; history and recovery exist when this and {@code historyTtl} are positive
 */
public record NamespaceConfig(
        Access subscribe,
        Access publish,
        Access history,
        Access presence,
        int historySize,
        Duration historyTtl,
        boolean joinLeave,
        SlowConsumer slowConsumer) {

    /** Who may: any authenticated connection, one whose token grants it, or the HTTP API only. */
    public enum Access {
        ANYONE,
        GRANTED,
        NOBODY
    }

    /** What happens to the messages of a channel that a connection does not read fast enough. */
    public enum SlowConsumer {
        DISCONNECT,
        DROP_OLDEST,
        LATEST
    }
}
