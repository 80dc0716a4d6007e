package io.carillon.config;

import java.util.List;
import java.util.Optional;

/**
 * The Hazelcast cluster that {@code -cluster} joins.
 *
 * @param members {@code host:port} of nodes to join through; multicast is never used
 */
public record ClusterConfig(
        String name, Optional<String> host, int port, List<String> members, Optional<Kubernetes> kubernetes) {
    /** Members are found through the endpoints of a headless service. */
    public record Kubernetes(String service, String namespace) {}
}
