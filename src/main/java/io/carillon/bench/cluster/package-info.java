/**
 * A whole cluster on this machine for one run of the load generator: Redis, and nodes in processes of their own. All of
 * it listens on loopback alone, keeps what it writes in one temporary directory, and ends with the process that began it.
 */
package io.carillon.bench.cluster;
