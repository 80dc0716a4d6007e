package io.carillon.bench;

import io.vertx.core.json.JsonObject;

/**
 * CPU time that was spent, user and system, in nanoseconds.
 *
 * @param time at which it was read, or that has passed meanwhile
 * @param nodes by all nodes
 * @param load by the processes of the load
 */
record Expense(long time, long nodes, long load) {
    private static final double NANOS_PER_MICRO = 1e3;

    Expense since(Expense earlier) {
        return new Expense(time - earlier.time, nodes - earlier.nodes, load - earlier.load);
    }

    JsonObject json(long deliveries) {
        return new JsonObject()
                .put("nodesMicrosPerDelivery", each(nodes, deliveries))
                .put("loadMicrosPerDelivery", each(load, deliveries))
                .put("nodesCores", cores(nodes))
                .put("loadCores", cores(load));
    }

    void tell(Rows rows, long deliveries) {
        rows.row(
                "  CPU",
                "%.2f us of the nodes and %.2f us of the load for each delivery; %.2f and %.2f cores",
                each(nodes, deliveries),
                each(load, deliveries),
                cores(nodes),
                cores(load));
    }

    private static double each(long nanos, long deliveries) {
        return nanos / NANOS_PER_MICRO / Math.max(1, deliveries);
    }

    private double cores(long nanos) {
        return (double) nanos / Math.max(1, time);
    }
}
