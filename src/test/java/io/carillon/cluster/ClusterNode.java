package io.carillon.cluster;

import io.carillon.config.ClusterConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** A process of its own for {@code ClusterIT}: joins, then says again and again who answered. */
public final class ClusterNode {
    static final String LINE = "ANSWERS ";
    private static final long ASK_MILLIS = 200;

    /** @param arguments the own port, then the ports of all */
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[0]);
        List<String> members =
                Stream.of(arguments).skip(1).map(other -> "127.0.0.1:" + other).toList();
        ClusterConfig config = new ClusterConfig("test", Optional.empty(), port, members, Optional.empty());
        Membership membership = Membership.of(config, Optional.empty(), OptionalInt.empty());
        Vertx vertx = Vertx.builder()
                .with(new VertxOptions().setEventBusOptions(membership.eventBusOptions()))
                .withClusterManager(membership.manager())
                .buildClustered()
                .await();
        Cluster cluster = membership.join(vertx).await();
        cluster.answer("port", body -> Future.succeededFuture(new JsonObject().put("port", port)));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            cluster.leave().await();
            vertx.close().await();
        }));
        vertx.setPeriodic(
                ASK_MILLIS, timer -> cluster.ask("port", new JsonObject()).onSuccess(ClusterNode::print));
    }

    private static void print(Answers answers) {
        List<Integer> ports = answers.items().stream()
                .map(item -> item.getInteger("port"))
                .sorted()
                .toList();
        System.out.println(LINE + answers.asked() + " " + ports);
    }

    private ClusterNode() {}
}
