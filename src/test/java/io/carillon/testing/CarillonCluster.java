package io.carillon.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Three nodes that found each other over Hazelcast, and the Redis that they share; ended by {@link #close}. */
public final class CarillonCluster implements AutoCloseable {
    public static final int SIZE = 3;

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final RedisProcess redis = RedisProcess.start();
    private final List<NodeConf> confs = new ArrayList<>();
    private final List<CarillonProcess> nodes = new ArrayList<>();

    private CarillonCluster(UnaryOperator<NodeConf> more) {
        List<Integer> ports = Stream.generate(Ports::free).limit(SIZE).toList();
        JsonArray members = new JsonArray();
        ports.forEach(port -> members.add("127.0.0.1:" + port));
        for (int port : ports) {
            confs.add(more.apply(shared(redis)).with("cluster.port", port).with("cluster.members", members));
        }
    }

    /** A node that publishes over this Redis; its clients may be slow for a while without being sent away. */
    public static NodeConf shared(RedisProcess redis) {
        return NodeConf.open()
                .with("broker.type", "redis")
                .with("broker.redis.endpoints", new JsonArray().add(redis.uri()))
                .with("limits.pendingBytes", 64 << 20)
                .with("limits.pendingTimeout", "60s")
                .with("shutdown.drain", "1s");
    }

    /** Starts all of it; every node is ready and knows the others. */
    public static CarillonCluster start() {
        return start(UnaryOperator.identity());
    }

    /** @param more adds to the configuration of each node */
    public static CarillonCluster start(UnaryOperator<NodeConf> more) {
        CarillonCluster cluster = new CarillonCluster(more);
        try {
            cluster.confs.forEach(conf -> cluster.nodes.add(launch(conf)));
            cluster.nodes.forEach(CarillonProcess::awaitReady);
            cluster.nodes.forEach(node -> cluster.awaitMembers(node, SIZE));
            return cluster;
        } catch (AssertionError notStarted) {
            cluster.close();
            throw notStarted;
        }
    }

    private static CarillonProcess launch(NodeConf conf) {
        return CarillonProcess.launch(conf, "-cluster");
    }

    public RedisProcess redis() {
        return redis;
    }

    public List<CarillonProcess> nodes() {
        return List.copyOf(nodes);
    }

    public CarillonProcess node(int index) {
        return nodes.get(index);
    }

    /** Starts a node again that has ended, and waits until it is ready. */
    public CarillonProcess startAgain(int index) {
        nodes.get(index).close();
        nodes.set(index, launch(confs.get(index)));
        return nodes.get(index).awaitReady();
    }

    /** Asks a node until it lists so many members, all of which have answered. */
    public void awaitMembers(CarillonProcess node, int count) {
        JsonObject all = new JsonObject().put("asked", count).put("answered", count);
        Await.until(
                "there are " + count + " nodes",
                DEADLINE,
                () -> all.equals(nodesOf(node).getJsonObject("nodes")));
    }

    /** The cluster as one of its nodes tells it. */
    public static JsonObject nodesOf(CarillonProcess node) {
        return new JsonObject(node.ops("/api/nodes").body());
    }

    @Override
    public void close() {
        nodes.forEach(CarillonProcess::close);
        redis.close();
    }
}
