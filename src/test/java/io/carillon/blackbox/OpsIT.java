package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.assertError;
import static io.carillon.blackbox.Answers.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The ops listener of a node that runs alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpsIT {
    private CarillonProcess node;

    @BeforeAll
    void start() {
        node = CarillonProcess.start(NodeConf.open());
        try (JdkClient alice = JdkClient.connectAs(node, "alice").subscribe("lobby")) {
            alice.send(publish("lobby", 1, 1));
            alice.nextJson();
            alice.nextJson();
        }
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health/live", "/health/ready", "/metrics"})
    void healthAndMetricsNeedNoKey(String path) {
        assertThat(bare(path).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/stats", "/api/nodes", "/api/connections"})
    void statisticsAndApiNeedTheKey(String path) {
        HttpResponse<String> answer = bare(path);
        assertThat(answer.statusCode()).isIn(401, 403);
        JsonObject error = new JsonObject(answer.body());
        assertThat(error.getString("type")).isEqualTo("error");
        assertThat(error.getInteger("code")).isEqualTo(answer.statusCode());
        assertThat(node.request(to(path).header("X-API-Key", "wrong")).statusCode())
                .isIn(401, 403);
    }

    @Test
    void theKeyMayComeInEitherHeader() {
        assertThat(node.request(to("/stats").header("X-API-Key", NodeConf.API_KEY))
                        .statusCode())
                .isEqualTo(200);
        assertThat(node.request(to("/stats").header("Authorization", "Bearer " + NodeConf.API_KEY))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void metricsTellOfTheNodeTheJvmAndTheProcess() {
        assertThat(node.ops("/metrics").body())
                .contains(
                        "carillon_connections",
                        "carillon_channels",
                        "carillon_subscriptions",
                        "carillon_messages_received_total",
                        "carillon_messages_sent_total",
                        "carillon_bytes_received_total",
                        "carillon_bytes_sent_total",
                        "carillon_deliveries_total",
                        "carillon_handshakes_accepted_total",
                        "jvm_memory_used_bytes",
                        "process_");
    }

    @Test
    void refusedHandshakesAndClosesAreCountedByReasonAndCode() {
        node.request(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.port() + "/ws")));
        assertThat(node.ops("/metrics").body())
                .containsPattern("carillon_connections_closed_total\\{[^}]*code=\"1006\"[^}]*} [1-9]");
    }

    @Test
    void statisticsTellTheSpreadOfDurations() {
        JsonObject answer = new JsonObject(node.ops("/stats").body());
        assertThat(answer.getLong("uptime")).isPositive();
        for (String measure : new String[] {"messageProcessing", "publish", "fanOut"}) {
            JsonObject spread = answer.getJsonObject("stats").getJsonObject(measure);
            assertThat(spread.fieldNames()).as(measure).isEqualTo(Set.of("count", "min", "max", "avg", "p95", "p99"));
        }
    }

    @Test
    void aResetNeedsTheKeyAndStartsTheStatisticsAgain() {
        assertThat(node.request(to("/stats/reset").POST(BodyPublishers.noBody()))
                        .statusCode())
                .isIn(401, 403);
        HttpResponse<String> reset = node.request(
                to("/stats/reset").header("X-API-Key", NodeConf.API_KEY).POST(BodyPublishers.noBody()));
        assertThat(reset.statusCode()).isBetween(200, 204);
        JsonObject stats = new JsonObject(node.ops("/stats").body()).getJsonObject("stats");
        assertThat(stats.getJsonObject("messageProcessing").getLong("count")).isZero();
    }

    @Test
    void theNodesAreListed() {
        JsonObject answer = new JsonObject(node.ops("/api/nodes").body());
        assertThat(answer.getJsonArray("items")).hasSize(1);
        assertThat(answer.getJsonObject("nodes"))
                .isEqualTo(new JsonObject().put("asked", 1).put("answered", 1));
    }

    @Test
    void whatIsNotThereIsNotFound() {
        HttpResponse<String> answer = node.ops("/api/nothing");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertError(new JsonObject(answer.body()), 404, "not_found");
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + node.opsPort() + path));
    }

    private HttpResponse<String> bare(String path) {
        return node.request(to(path));
    }
}
