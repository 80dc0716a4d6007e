package io.carillon.bench.cluster;

import java.time.Duration;

/**
 * What the nodes of a cluster are told.
 *
 * @param nodes at least 1
 * @param capacity connections that a node holds at most
 * @param messagesPerSecond that a connection may send
 * @param drain time over which a node closes its connections
 */
public record Shape(int nodes, int capacity, int messagesPerSecond, Duration drain) {}
