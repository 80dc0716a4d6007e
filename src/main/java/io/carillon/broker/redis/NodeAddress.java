package io.carillon.broker.redis;

/** Where one node of a Redis Cluster says that it is; an IPv6 address without brackets. */
record NodeAddress(String host, int port) {
    /** Stands for wherever the configured endpoints lead, where Redis is no cluster. */
    static final NodeAddress ANY = new NodeAddress("", 0);

    /** As part of a URI. */
    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
