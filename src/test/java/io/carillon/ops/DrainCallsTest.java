package io.carillon.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrainCallsTest {
    private final OpsNode node = new OpsNode(OpsNode.KEY);
    private final String drain = "/api/nodes/" + node.cluster.nodeId() + "/drain";

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void a_drain_is_answered_at_once_and_shows_in_the_list_and_in_readiness_until_it_is_taken_back() {
        HttpResponse<String> answer = call("POST", drain, "{\"over\":\"30s\"}");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(OpsNode.json(answer))
                .isEqualTo(new JsonObject().put("id", node.cluster.nodeId()).put("connections", 7));
        assertThat(node.service.over).contains(Duration.ofSeconds(30));
        assertThat(isListedAsDraining()).isTrue();
        assertThat(node.get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(OpsNode.json(call("DELETE", drain, "")))
                .isEqualTo(new JsonObject().put("id", node.cluster.nodeId()).put("draining", false));
        assertThat(isListedAsDraining()).isFalse();
        assertThat(node.get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void without_a_body_it_takes_the_configured_time_and_may_be_repeated() {
        assertThat(call("POST", drain, "{\"over\":\"0s\"}").statusCode()).isEqualTo(202);
        assertThat(call("POST", drain, "").statusCode()).isEqualTo(202);
        assertThat(node.service.over).isEmpty();
        assertThat(call("DELETE", drain, "").statusCode()).isEqualTo(200);
        assertThat(call("DELETE", drain, "").statusCode()).isEqualTo(200);
    }

    @Test
    void an_unknown_node_is_not_found() {
        for (String method : new String[] {"POST", "DELETE"}) {
            HttpResponse<String> answer = call(method, "/api/nodes/nobody/drain", "");
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(OpsNode.json(answer).getString("name")).isEqualTo("not_found");
        }
        assertThat(node.service.draining).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"over\":30}",
                "{\"over\":{}}",
                "{\"over\":\"soon\"}",
                "{\"over\":\"-1s\"}",
                "{\"over\":\"61m\"}",
                "{\"over\":\"999999999999h\"}",
                "{\"over\":[\"1s\"]}",
                "[]",
                "{",
                "1"
            })
    void a_wrong_time_is_the_callers_mistake(String body) {
        assertThat(call("POST", drain, body).statusCode()).isEqualTo(400);
        assertThat(node.service.draining).isFalse();
    }

    @Test
    void one_node_alone_has_nothing_to_move() {
        HttpResponse<String> answer = call("POST", "/api/rebalance", "");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(OpsNode.json(answer))
                .isEqualTo(new JsonObject()
                        .put("nodes", new JsonObject().put("asked", 1).put("answered", 1))
                        .put("moving", new JsonArray()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"share\":0}",
                "{\"share\":-0.1}",
                "{\"share\":0.21}",
                "{\"share\":\"0.1\"}",
                "{\"share\":1e400}",
                "{\"share\":{}}",
                "{\"share\":true}",
                "[0.1]"
            })
    void a_wrong_share_is_the_callers_mistake(String body) {
        assertThat(call("POST", "/api/rebalance", body).statusCode()).isEqualTo(400);
    }

    private boolean isListedAsDraining() {
        return OpsNode.json(node.get("/api/nodes", "X-API-Key", OpsNode.KEY))
                .getJsonArray("items")
                .getJsonObject(0)
                .getBoolean("draining");
    }

    private HttpResponse<String> call(String method, String path, String body) {
        return node.send(
                node.request(path).header("X-API-Key", OpsNode.KEY).method(method, BodyPublishers.ofString(body)));
    }
}
