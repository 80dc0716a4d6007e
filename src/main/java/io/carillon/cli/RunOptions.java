package io.carillon.cli;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the command line decides about a run.
 *
 * @param instances number of WebSocketVerticle instances, 1 to 1024
 * @param cluster whether to join the Hazelcast cluster; the configuration then has been checked for that
 * @param clusterHost where other nodes reach this one; absent: as configured
 * @param clusterPort port of the clustered event bus, 0 to 65535
 */
public record RunOptions(int instances, boolean cluster, Optional<String> clusterHost, OptionalInt clusterPort) {
    public static final int MAX_INSTANCES = 1024;
}
