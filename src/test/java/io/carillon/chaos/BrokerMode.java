package io.carillon.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The form of the Redis that the nodes share, as their configuration has it. */
enum BrokerMode {
    /** One server, of which each node has a way of its own that can be harmed. */
    STANDALONE,
    /** A master with two replicas and three sentinels. */
    SENTINEL,
    /** Three masters with a replica each. */
    CLUSTER;

    Store open(Path directory, PortRange ports, int port) throws IOException {
        return switch (this) {
            case STANDALONE -> new Redis(directory, port);
            case SENTINEL -> new SentinelStore(ports);
            case CLUSTER -> new ClusterStore(ports);
        };
    }

    /** @throws IllegalArgumentException when there is no such form */
    static BrokerMode of(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT));
    }

    /** As it is written on the command line, and in the configuration. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
