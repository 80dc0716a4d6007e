package io.carillon.config;

import java.time.Duration;

/**
 * Bounds on what one client can make grow.
 *
 * @param connectionsPerUser per process
 * @param pendingBytes unsent bytes of one connection at which the slow-consumer policy applies
 * @param pendingTimeout time without any progress of unsent bytes at which it applies too
 * @param metadataBytes size of a token's {@code meta} as JSON
 */
public record LimitsConfig(
        int channelsPerConnection,
        int connectionsPerUser,
        int messagesPerSecond,
        int messageBurst,
        int pendingBytes,
        Duration pendingTimeout,
        int metadataBytes,
        int jsonDepth) {}
