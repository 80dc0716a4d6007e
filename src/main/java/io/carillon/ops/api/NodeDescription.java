package io.carillon.ops.api;

import java.time.Instant;

/**
 * What a node tells of itself.
 *
 * @param address {@code host:port} of its public listener
 * @param instances number of its hubs
 * @param started when the process began
 */
public record NodeDescription(String address, int instances, String version, Instant started) {}
