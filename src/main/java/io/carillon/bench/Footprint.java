package io.carillon.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Resident memory of the servers in bytes.
 *
 * @param bare of each node, without a connection
 * @param full of each node, with its connections
 * @param redisBare of Redis, likewise
 */
record Footprint(List<Long> bare, List<Long> full, long redisBare, long redisFull, long connections)
        implements Finding {
    private static final double KIB = 1024;
    private static final double MIB = KIB * KIB;

    @Override
    public String name() {
        return "memory";
    }

    private static long sum(List<Long> bytes) {
        return bytes.stream().mapToLong(Long::longValue).sum();
    }

    private double added() {
        return (double) (sum(full) - sum(bare)) / connections;
    }

    private double whole() {
        return (double) sum(full) / connections;
    }

    @Override
    public JsonObject json() {
        return new JsonObject()
                .put("nodesBareBytes", new JsonArray(bare))
                .put("nodesBytes", new JsonArray(full))
                .put("addedBytesPerConnection", added())
                .put("bytesPerConnection", whole())
                .put("redisBareBytes", redisBare)
                .put("redisBytes", redisFull);
    }

    @Override
    public void tell(Rows rows) {
        rows.row(
                "memory",
                "%.1f MiB in all nodes, %.2f KiB for each connection; %.1f MiB and %.2f KiB of it came with them",
                sum(full) / MIB,
                whole() / KIB,
                (sum(full) - sum(bare)) / MIB,
                added() / KIB);
        for (int i = 0; i < full.size(); i++) {
            rows.row("  node " + (i + 1), "%.1f MiB, before %.1f", full.get(i) / MIB, bare.get(i) / MIB);
        }
        rows.row("  Redis", "%.1f MiB, before %.1f", redisFull / MIB, redisBare / MIB);
    }

    @Override
    public List<String> blemishes() {
        return List.of();
    }
}
