package io.carillon.bench.cluster;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The configuration of one node: everything is as by default, but for what makes it one of a cluster on one machine, and
 * limits that the load would hit.
 *
 * @param members ports at which the nodes find each other; {@code index} is this node's among them
 * @param redis endpoint
 * @param secret that signs tokens
 * @param key of the ops listener
 */
record NodeFile(
        Shape shape, int index, List<Integer> members, int port, int opsPort, String redis, String secret, String key) {
    private static final String HOST = "127.0.0.1";

    JsonObject json() {
        return new JsonObject()
                .put("server", listener(port).put("maxConnections", shape.capacity()))
                .put("ops", listener(opsPort).put("apiKeys", new JsonArray().add(key)))
                .put("auth", new JsonObject().put("secret", secret))
                .put("namespaces", new JsonObject().put("", new JsonObject()))
                .put("broker", broker())
                .put("limits", limits())
                .put("cluster", cluster())
                .put("shutdown", new JsonObject().put("drain", shape.drain().toMillis() + "ms"));
    }

    private static JsonObject listener(int port) {
        return new JsonObject().put("host", HOST).put("port", port);
    }

    private JsonObject broker() {
        return new JsonObject()
                .put("type", "redis")
                .put("redis", new JsonObject().put("endpoints", new JsonArray().add(redis)));
    }

    private JsonObject limits() {
        return new JsonObject()
                .put("messagesPerSecond", shape.messagesPerSecond())
                .put("messageBurst", shape.messagesPerSecond());
    }

    private JsonObject cluster() {
        JsonArray addresses = new JsonArray();
        members.forEach(member -> addresses.add(HOST + ":" + member));
        return new JsonObject()
                .put("name", "bench-" + members.get(0))
                .put("host", HOST)
                .put("port", members.get(index))
                .put("members", addresses);
    }
}
