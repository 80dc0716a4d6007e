package io.carillon.broker.redis;

import java.util.List;

/**
 * The names of what hooks keep in Redis. All are in one slot, since what becomes true and the event that tells it are one
 * step.
 */
record EventKeys(String prefix) {
    /** String: names the memory of this Redis. */
    String epoch() {
        return name("epoch");
    }

    /** Sorted set of leases and when each is over. */
    String leases() {
        return name("leases");
    }

    /** Sorted set of lapsed leases and when each may be swept by another node. */
    String lapsed() {
        return name("lapsed");
    }

    /** String: who delivers. */
    String courier() {
        return name("courier");
    }

    /** Stream of events that wait to be delivered. */
    String queue() {
        return name("queue");
    }

    /** What the scripts that write need, in their order. */
    List<String> ofWriting() {
        return List.of(leases(), lapsed(), name("connections"), name("channels"), name("occupied"), queue());
    }

    private String name(String family) {
        return prefix + "hooks-" + family + ":{" + prefix + "}";
    }
}
