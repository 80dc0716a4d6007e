package io.carillon.chaos;

import io.carillon.testing.RedisCluster;
import io.carillon.testing.RedisProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A Redis Cluster. */
final class ClusterStore implements Store {
    /** Long enough for a busy machine. */
    private static final String NODE_TIMEOUT_MILLIS = "4000";

    private final RedisCluster cluster;

    ClusterStore(PortRange ports) {
        cluster = RedisCluster.within(ports::next, "--cluster-node-timeout", NODE_TIMEOUT_MILLIS);
    }

    RedisCluster cluster() {
        return cluster;
    }

    @Override
    public JsonObject conf(int road) {
        return new JsonObject()
                .put("mode", BrokerMode.CLUSTER.toString())
                .put("endpoints", new JsonArray(List.of((Object[]) cluster.uris())));
    }

    @Override
    public List<Long> pids() {
        return cluster.nodes().stream().map(RedisProcess::pid).toList();
    }

    @Override
    public List<Integer> masters() {
        return cluster.masters(cluster.nodes().get(0)).stream()
                .map(RedisProcess::port)
                .sorted()
                .toList();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
