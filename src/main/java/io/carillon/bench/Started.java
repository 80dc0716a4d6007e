package io.carillon.bench;

import io.vertx.core.json.JsonObject;
import java.util.List;

/** @param seconds until Redis and all nodes were ready and knew each other */
record Started(int nodes, double seconds) implements Finding {
    @Override
    public String name() {
        return "start";
    }

    @Override
    public JsonObject json() {
        return new JsonObject().put("nodes", nodes).put("seconds", seconds);
    }

    @Override
    public void tell(Rows rows) {
        rows.row("started", "Redis and %d nodes, ready after %.1f s", nodes, seconds);
    }

    @Override
    public List<String> blemishes() {
        return List.of();
    }
}
