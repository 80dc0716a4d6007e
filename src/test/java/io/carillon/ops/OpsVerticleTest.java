package io.carillon.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.metrics.Measure;
import io.carillon.testing.Pipeline;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpsVerticleTest {
    private final OpsNode node = new OpsNode("another-key", OpsNode.KEY);

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void metrics_are_prometheus_text() {
        HttpResponse<String> response = node.get("/metrics");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("content-type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(response.body())
                .contains("carillon_connections 7.0", "carillon_channels 2.0", "carillon_broker_up 1.0");
    }

    @Test
    void stats_need_no_key_and_are_in_milliseconds() {
        node.exposition.histograms().record(Measure.PUBLISH, 2_000_000);
        JsonObject stats = OpsNode.json(node.get("/stats"));
        assertThat(stats.getLong("uptime")).isEqualTo(90_000);
        assertThat(stats.getJsonObject("stats").fieldNames())
                .containsExactlyInAnyOrder("messageProcessing", "publish", "fanOut");
        JsonObject publish = stats.getJsonObject("stats").getJsonObject("publish");
        assertThat(publish.fieldNames()).containsExactlyInAnyOrder("count", "min", "max", "avg", "p95", "p99");
        assertThat(publish.getLong("count")).isEqualTo(1);
        assertThat(publish.getDouble("p95")).isBetween(1.9, 2.1);
    }

    @Test
    void stats_of_the_cluster_say_who_answered() {
        node.exposition.histograms().record(Measure.PUBLISH, 2_000_000);
        node.cluster.answer("stats", question -> Future.succeededFuture(new JsonObject()));
        assertThat(nodes(node.get("/stats?scope=cluster"))).isEqualTo(asked(1, 0));
    }

    @Test
    void stats_of_the_cluster_hold_those_of_this_node() {
        node.exposition.histograms().record(Measure.PUBLISH, 2_000_000);
        HttpResponse<String> response = node.get("/stats?scope=cluster");
        assertThat(nodes(response)).isEqualTo(asked(1, 1));
        assertThat(count(response)).isEqualTo(1);
    }

    @Test
    void an_unknown_scope_is_the_callers_mistake() {
        assertError(node.get("/stats?scope=world"), 400, "invalid_message");
    }

    @Test
    void a_reset_needs_a_key_and_begins_the_statistics_anew() {
        for (String scope : List.of("", "?scope=cluster")) {
            node.exposition.histograms().record(Measure.PUBLISH, 2_000_000);
            assertError(reset(scope, "wrong"), 401, "authentication_failed");
            assertThat(count(node.get("/stats"))).isEqualTo(1);
            assertThat(reset(scope, OpsNode.KEY).statusCode()).isEqualTo(200);
            assertThat(count(node.get("/stats"))).isZero();
        }
    }

    @Test
    void nodes_are_listed_with_their_load() {
        HttpResponse<String> response = node.get("/api/nodes", "X-API-Key", OpsNode.KEY);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(nodes(response)).isEqualTo(asked(1, 1));
        assertThat(OpsNode.json(response).getJsonArray("items"))
                .containsExactly(new JsonObject()
                        .put("id", node.cluster.nodeId())
                        .put("address", "127.0.0.1:8080")
                        .put("draining", false)
                        .put("connections", 7)
                        .put("channels", 2)
                        .put("subscriptions", 3)
                        .put("uptime", 90_000)
                        .put("instances", 2)
                        .put("version", "1.2.3"));
    }

    @Test
    void a_hub_that_hangs_does_not_hide_its_node() {
        node.vertx.undeploy(node.firstHub).await();
        assertThat(nodes(node.get("/api/nodes", "X-API-Key", OpsNode.KEY))).isEqualTo(asked(1, 1));
    }

    @Test
    void the_api_opens_to_a_key_in_either_header_and_to_nothing_else() {
        assertThat(node.get("/api/nodes", "Authorization", "Bearer " + OpsNode.KEY)
                        .statusCode())
                .isEqualTo(200);
        assertThat(node.get("/api/nodes", "X-API-Key", "another-key").statusCode())
                .isEqualTo(200);
        assertError(node.get("/api/nodes"), 401, "authentication_failed");
        assertError(node.get("/api/nodes", "X-API-Key", "wrong"), 401, "authentication_failed");
        assertError(node.get("/api/nodes", "Authorization", OpsNode.KEY), 401, "authentication_failed");
        assertError(node.get("/api/nothing"), 401, "authentication_failed");
    }

    @Test
    void without_a_configured_key_the_api_is_forbidden_to_all() {
        try (OpsNode closed = new OpsNode()) {
            assertError(closed.get("/api/nodes", "X-API-Key", OpsNode.KEY), 403, "permission_denied");
            assertError(closed.get("/api/nodes"), 403, "permission_denied");
            assertError(
                    closed.send(closed.request("/stats/reset").POST(BodyPublishers.noBody())),
                    403,
                    "permission_denied");
            assertThat(closed.get("/stats").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void unknown_paths_are_not_found() {
        assertError(node.get("/"), 404, "not_found");
        assertError(node.get("/api/nothing", "X-API-Key", OpsNode.KEY), 404, "not_found");
        assertError(node.get("/api", "X-API-Key", OpsNode.KEY), 404, "not_found");
        assertError(node.get("/api"), 401, "authentication_failed");
        assertError(node.get("/apis", "X-API-Key", OpsNode.KEY), 404, "not_found");
    }

    @Test
    void a_body_over_one_megabyte_is_too_large() {
        HttpResponse<String> response = node.send(node.request("/api/nodes")
                .header("X-API-Key", OpsNode.KEY)
                .POST(BodyPublishers.ofByteArray(new byte[(1 << 20) + 1])));
        assertError(response, 413, "too_large");
    }

    @Test
    void headers_and_request_lines_are_bounded() {
        for (HttpResponse<String> response :
                List.of(node.get("/health/live", "X-Big", "x".repeat(20_000)), node.get("/" + "x".repeat(20_000)))) {
            assertError(response, 431, "header_too_large");
            assertThat(OpsNode.json(response).getString("message")).contains("server.maxHeaderSize");
        }
    }

    @Test
    void a_failure_of_ours_is_internal_and_tells_nothing() {
        node.vertx.undeploy(node.metrics).await();
        HttpResponse<String> response = node.get("/metrics");
        assertError(response, 500, "internal");
        assertThat(OpsNode.json(response).getString("message")).isEqualTo("Internal server error");
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
    }

    @Test
    void answers_carry_security_headers_and_no_banner() {
        for (String path : List.of("/health/live", "/nothing")) {
            HttpResponse<String> response = node.get(path);
            assertThat(response.headers().firstValue("x-content-type-options")).contains("nosniff");
            assertThat(response.headers().firstValue("cache-control")).contains("no-store");
            assertThat(response.headers().firstValue("content-security-policy"))
                    .contains("default-src 'none'; frame-ancestors 'none'");
            assertThat(response.headers().firstValue("server")).isEmpty();
            assertThat(response.headers().firstValue("x-powered-by")).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "text/plain", "x"})
    void a_body_is_json_whatever_is_said_of_it(String contentType) {
        String body = "{" + " ".repeat(10_000) + "\"data\":\"100%&a=b\"}";
        HttpResponse<String> response = node.send(node.request("/api/channels/chat:a/messages")
                .header("X-API-Key", OpsNode.KEY)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body)));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    @Test
    void requests_may_be_sent_before_those_before_them_are_answered() {
        List<String> data = Collections.nCopies(1_000, "1");
        try (Pipeline pipeline = new Pipeline(node.port(), OpsNode.KEY)) {
            assertThat(pipeline.publish("chat:a", data).get(999)).contains("\"offset\":1000,");
        }
    }

    private HttpResponse<String> reset(String query, String key) {
        return node.send(node.request("/stats/reset" + query)
                .header("Authorization", "Bearer " + key)
                .POST(BodyPublishers.noBody()));
    }

    private static long count(HttpResponse<String> stats) {
        return OpsNode.json(stats)
                .getJsonObject("stats")
                .getJsonObject("publish")
                .getLong("count");
    }

    private static JsonObject nodes(HttpResponse<String> response) {
        return OpsNode.json(response).getJsonObject("nodes");
    }

    private static JsonObject asked(int asked, int answered) {
        return new JsonObject().put("asked", asked).put("answered", answered);
    }

    private static void assertError(HttpResponse<String> response, int code, String name) {
        assertThat(response.statusCode()).isEqualTo(code);
        JsonObject error = OpsNode.json(response);
        assertThat(error.getString("type")).isEqualTo("error");
        assertThat(error.getInteger("code")).isEqualTo(code);
        assertThat(error.getString("name")).isEqualTo(name);
        assertThat(error.getString("message")).isNotBlank();
    }
}
