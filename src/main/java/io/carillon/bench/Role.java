package io.carillon.bench;

/** What a connection is for. */
enum Role {
    SUBSCRIBER,
    /** Subscribes, then never reads. */
    STALLED,
    PUBLISHER
}
