package io.carillon.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** A configuration file for a node under test: free ports, a secret, open namespaces, a generous rate limit. */
public final class NodeConf {
    public static final String SECRET = "a secret of the tests, 32 bytes and more";
    public static final String API_KEY = "a-key-of-the-tests-0123456789abcdef";

    private final JsonObject root;

    private NodeConf(JsonObject root) {
        this.root = root;
    }

    /** Ports alone: what a development node is started with. No crowd waits for it, so it need not rehearse. */
    public static NodeConf ports() {
        return new NodeConf(new JsonObject())
                .with("server.port", Ports.free())
                .with("server.rehearsal", 0)
                .with("ops.port", Ports.free());
    }

    public static NodeConf open() {
        JsonObject anyone = new JsonObject().put("subscribe", "anyone").put("publish", "anyone");
        return ports().with("ops.apiKeys", new JsonArray().add(API_KEY))
                .with("auth.secret", SECRET)
                .with("namespaces", new JsonObject().put("", anyone).put("chat", anyone.copy()))
                .with("limits.messagesPerSecond", 100_000)
                .with("limits.messageBurst", 100_000);
    }

    /** Sets one value by its path; keys are separated by dots. */
    public NodeConf with(String path, Object value) {
        JsonObject copy = root.copy();
        String[] keys = path.split("\\.");
        JsonObject place = copy;
        for (int i = 0; i < keys.length - 1; i++) {
            if (!place.containsKey(keys[i])) {
                place.put(keys[i], new JsonObject());
            }
            place = place.getJsonObject(keys[i]);
        }
        place.put(keys[keys.length - 1], value);
        return new NodeConf(copy);
    }

    public int port(String listener) {
        return root.getJsonObject(listener).getInteger("port");
    }

    String text() {
        return root.encodePrettily();
    }
}
