package io.carillon.chaos;

import io.carillon.chaos.check.Terms;
import io.carillon.testing.NodeConf;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The ports of everything, and what the nodes are told. */
final class Places {
    /** Messages that are kept where they are large. */
    private static final int FLOOD = 100;

    private final List<Place> nodes = new ArrayList<>();
    private final int redis;

    /**
     * @param door where clients connect, and from where they are passed on to {@code server}
     * @param broker where the node connects, and from where it is passed on to Redis
     * @param member where the nodes find each other
     */
    record Place(int door, int server, int ops, int broker, int member) {}

    Places(int count, PortRange ports) {
        redis = ports.next();
        for (int i = 0; i < count; i++) {
            nodes.add(new Place(ports.next(), ports.next(), ports.next(), ports.next(), ports.next()));
        }
    }

    Place of(int node) {
        return nodes.get(node);
    }

    int redis() {
        return redis;
    }

    JsonObject conf(int node, Store store) {
        Place place = nodes.get(node);
        return new JsonObject()
                .put("server", listener(place.server()))
                .put("ops", listener(place.ops()))
                .put("auth", new JsonObject().put("secret", NodeConf.SECRET))
                .put("namespaces", namespaces())
                .put("broker", new JsonObject().put("type", "redis").put("redis", store.conf(place.broker())))
                .put("limits", limits())
                .put("cluster", cluster(place.member()))
                .put("shutdown", new JsonObject().put("drain", "1s"));
    }

    private static JsonObject listener(int port) {
        return new JsonObject().put("host", "127.0.0.1").put("port", port);
    }

    private static JsonObject namespaces() {
        return new JsonObject()
                .put(Terms.LIVE, open())
                .put(Terms.LONG, kept())
                .put(Terms.SHORT, open().put("historySize", 30).put("historyTtl", "3s"))
                .put(Terms.DROP, kept().put("slowConsumer", "drop-oldest"))
                .put(Terms.LATEST, kept().put("slowConsumer", "latest"))
                .put(Terms.FLOOD, kept().put("historySize", FLOOD).put("slowConsumer", "drop-oldest"))
                .put(Terms.TICK, kept().put("historySize", FLOOD).put("slowConsumer", "latest"))
                .put(Terms.CROWD, open().put("presence", "anyone").put("joinLeave", true));
    }

    private static JsonObject kept() {
        return open().put("historySize", 20_000).put("historyTtl", "5m");
    }

    private static JsonObject open() {
        return new JsonObject().put("subscribe", "anyone").put("publish", "anyone");
    }

    /** Little may be pending, so that slow readers are soon found to be slow. */
    private static JsonObject limits() {
        return new JsonObject()
                .put("messagesPerSecond", 1_000)
                .put("messageBurst", 1_000)
                .put("pendingBytes", 100_000)
                .put("pendingTimeout", "1500ms");
    }

    private JsonObject cluster(int member) {
        JsonArray members = new JsonArray();
        nodes.forEach(each -> members.add("127.0.0.1:" + each.member()));
        return new JsonObject()
                .put("name", "chaos-" + redis)
                .put("host", "127.0.0.1")
                .put("port", member)
                .put("members", members);
    }
}
