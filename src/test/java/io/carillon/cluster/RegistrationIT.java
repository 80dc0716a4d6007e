package io.carillon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.ClusterConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistrationIT {
    private Membership membership;
    private Vertx vertx;

    @BeforeEach
    void join() throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        ClusterConfig config = new ClusterConfig("alone", Optional.empty(), port, List.of(), Optional.empty());
        membership = Membership.of(config, Optional.empty(), OptionalInt.empty());
        vertx = Vertx.builder()
                .with(new VertxOptions().setEventBusOptions(membership.eventBusOptions()))
                .withClusterManager(membership.manager())
                .buildClustered()
                .await();
    }

    @AfterEach
    void leave() {
        vertx.close().await();
    }

    @Test
    void a_node_that_the_table_of_addresses_has_lost_registers_again() {
        BusCluster cluster = (BusCluster) membership.join(vertx).await();
        cluster.answer("any", Future::succeededFuture);
        membership
                .manager()
                .getHazelcastInstance()
                .getMultiMap("__vertx.subs")
                .remove("carillon.node." + cluster.nodeId());
        awaitAnswers(cluster, 0);
        cluster.check().await();
        awaitAnswers(cluster, 1);
    }

    private static void awaitAnswers(Cluster cluster, int wanted) {
        long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        int answered = -1;
        while (answered != wanted && System.nanoTime() < end) {
            answered = cluster.ask("any", new JsonObject()).await().items().size();
        }
        assertThat(answered).isEqualTo(wanted);
    }
}
