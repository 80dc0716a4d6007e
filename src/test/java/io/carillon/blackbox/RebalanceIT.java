package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonCluster;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.testing.Wanderers;
import io.carillon.wire.HttpAnswer;
import io.carillon.wire.RawSocket;
import io.carillon.wire.UpgradeRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Clients are moved between three nodes while messages flow, and miss none of them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RebalanceIT {
    private static final int CLIENTS = 300;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private CarillonCluster cluster;

    @BeforeAll
    void start() {
        cluster = CarillonCluster.start(conf -> conf.with("namespaces.kept", HistoryIT.kept(20_000)));
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @Test
    void theSurplusOfAnOverfullNodeMovesToTheOthersAndNobodyMissesAnything() {
        try (Wanderers crowd = Wanderers.settle(cluster.nodes(), CLIENTS, "kept:rebalance")) {
            HttpResponse<String> answer = call(1, "POST", "/api/rebalance", "{\"share\":0.2}");
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(new JsonObject(answer.body()))
                    .isEqualTo(new JsonObject("{\"nodes\":{\"asked\":3,\"answered\":3},\"moving\":[{\"id\":\"" + id(0)
                            + "\",\"connections\":300,\"surplus\":200}]}"));
            long last = publishWhile(crowd, "kept:rebalance", () -> crowd.sentAway("3011 rebalance") < 200);
            Await.until("everyone has heard everything", DEADLINE, () -> crowd.upTo(last) == CLIENTS);
            assertThat(crowd.faults()).isEmpty();
            assertThat(IntStream.range(0, 3).map(crowd::at)).containsExactly(100, 100, 100);
            assertThat(cluster.node(0).metric("carillon_connections_closed_total{code=\"3011\"}"))
                    .isEqualTo(200);
            assertThat(new JsonObject(call(2, "POST", "/api/rebalance", "").body()).getJsonArray("moving"))
                    .isEmpty();
        }
    }

    @Test
    void oneNodeIsEmptiedThroughAnotherTakenBackAndEmptiedAgainByItsEnd() {
        try (Wanderers crowd = Wanderers.settle(cluster.nodes(), CLIENTS, "kept:drain")) {
            String drain = "/api/nodes/" + id(0) + "/drain";
            HttpResponse<String> answer = call(2, "POST", drain, "{\"over\":\"3s\"}");
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(new JsonObject(answer.body()))
                    .isEqualTo(new JsonObject().put("id", id(0)).put("connections", CLIENTS));
            assertDraining(true);
            long last = publishWhile(crowd, "kept:drain", () -> crowd.sentAway("1001 Server shutting down") < CLIENTS);
            Await.until("everyone has heard everything", DEADLINE, () -> crowd.upTo(last) == CLIENTS);
            assertThat(crowd.faults()).isEmpty();
            assertThat(crowd.at(0)).isZero();
            assertThat(call(1, "DELETE", drain, "").statusCode()).isEqualTo(200);
            assertDraining(false);
            endDuringADrain(drain);
        }
    }

    private void endDuringADrain(String drain) {
        JdkClient ada = JdkClient.connectAs(cluster.node(0), "ada");
        JdkClient ben = JdkClient.connectAs(cluster.node(0), "ben");
        call(1, "POST", drain, "{\"over\":\"1h\"}");
        assertThat(ada.isClosed() || ben.isClosed()).isFalse();
        cluster.node(0).terminate();
        assertThat(ada.awaitClosing().code()).isEqualTo(1001);
        assertThat(ben.awaitClosing().code()).isEqualTo(1001);
        assertThat(cluster.node(0).awaitExit()).isZero();
        cluster.startAgain(0);
        cluster.awaitMembers(cluster.node(1), CarillonCluster.SIZE);
    }

    private void assertDraining(boolean draining) {
        CarillonProcess node = cluster.node(0);
        assertThat(node.ops("/health/ready").statusCode()).isEqualTo(draining ? 503 : 200);
        assertThat(node.ops("/health/live").statusCode()).isEqualTo(200);
        assertThat(new JsonObject(cluster.node(1).ops("/api/nodes").body())
                        .getJsonArray("items").stream()
                                .map(JsonObject.class::cast)
                                .filter(item -> item.getString("id").equals(id(0))))
                .allMatch(item -> item.getBoolean("draining") == draining);
        try (RawSocket late = RawSocket.connect(node.port())) {
            HttpAnswer answer =
                    late.exchange(UpgradeRequest.to("/ws").bearer(node.tokens().of("late")));
            assertThat(answer.status()).isEqualTo(draining ? 503 : 101);
        }
    }

    /**
     * Publishes no faster than the crowd hears, or the history would be over before those who move have come back.
     *
     * @return the offset of the last message, which was sent after the condition had ended
     */
    private long publishWhile(Wanderers crowd, String channel, BooleanSupplier condition) {
        try (JdkClient publisher = JdkClient.connectAs(cluster.node(1), "publisher")) {
            for (int i = 0; condition.getAsBoolean(); i++) {
                long offset = publisher.ask(publish(channel, i, i)).getLong("offset");
                Await.until("somebody has heard it", () -> crowd.newest() >= offset);
            }
            return publisher.ask(publish(channel, "last", "last")).getLong("offset");
        }
    }

    /** The id of a node, by the address that it tells. */
    private String id(int node) {
        String address = "127.0.0.1:" + cluster.node(node).port();
        return CarillonCluster.nodesOf(cluster.node(1)).getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(item -> item.getString("address").equals(address))
                .findFirst()
                .orElseThrow()
                .getString("id");
    }

    private HttpResponse<String> call(int node, String method, String path, String body) {
        CarillonProcess to = cluster.node(node);
        return to.request(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + to.opsPort() + path))
                .header("X-API-Key", NodeConf.API_KEY)
                .method(method, BodyPublishers.ofString(body)));
    }
}
