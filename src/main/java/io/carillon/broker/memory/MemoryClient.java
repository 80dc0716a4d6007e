package io.carillon.broker.memory;

/**
 * A connection under a lease.
 *
 * @param suffix of the ids of its events; empty unless it had to be told of again
 */
record MemoryClient(String suffix, String user) {}
