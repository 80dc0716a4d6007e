package io.carillon.config;

import java.time.Duration;
import java.util.EnumSet;

/**
 * Bounds on what one client can make grow.
 *
 * @param connectionsPerUser per process
 * @param socketsPerAddress sockets of one address that are not connections yet
 * @param pendingBytes unsent bytes of one connection at which the slow-consumer policy applies
 * @param pendingTimeout time without any progress of unsent bytes at which it applies too
 * @param messageTimeout time from the first byte of a message to its last after which the connection is cut
 * @param metadataBytes size of a token's {@code meta} as JSON
 * @param handshakesPerAddress in a second, for each address that is neither loopback nor a trusted proxy
 * @param rates of one connection, beside {@code messagesPerSecond}
 */
public record LimitsConfig(
        int channelsPerConnection,
        int connectionsPerUser,
        int socketsPerAddress,
        int messagesPerSecond,
        int messageBurst,
        int pendingBytes,
        Duration pendingTimeout,
        Duration messageTimeout,
        int metadataBytes,
        int jsonDepth,
        int handshakesPerAddress,
        RatesConfig rates) {
    private static final WholeNumber COUNT = new WholeNumber(1, 1_000_000_000);

    static LimitsConfig from(Section in) {
        return new LimitsConfig(
                in.get("channelsPerConnection", COUNT, 128),
                in.get("connectionsPerUser", COUNT, 100),
                in.get("socketsPerAddress", COUNT, 2000),
                in.get("messagesPerSecond", COUNT, 50),
                in.get("messageBurst", COUNT, 100),
                in.get("pendingBytes", new WholeNumber(1, 1 << 30), 1_048_576),
                in.get("pendingTimeout", TimeSpan.between("10ms", "1h"), "5s"),
                in.get("messageTimeout", TimeSpan.between("10ms", "1h"), "30s"),
                in.get("metadataBytes", new WholeNumber(0, 1 << 20), 4096),
                in.get("jsonDepth", new WholeNumber(1, 1000), 32),
                in.get("handshakesPerAddress", COUNT, 200),
                RatesConfig.from(in.section("rates"), EnumSet.allOf(Operation.class)));
    }
}
