package io.carillon.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.FakeHub;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HealthTest {
    private final OpsNode node = new OpsNode();

    @AfterEach
    void close() {
        node.close();
    }

    @Test
    void a_node_whose_every_part_works_is_live_and_ready() {
        assertThat(node.get("/health/live").statusCode()).isEqualTo(200);
        HttpResponse<String> ready = node.get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(200);
        assertThat(OpsNode.json(ready)).isEqualTo(new JsonObject().put("status", "ready"));
    }

    @Test
    void a_process_that_does_not_work_is_not_live_until_it_does_again() {
        node.health.trouble("a loop does not answer");
        HttpResponse<String> live = node.get("/health/live");
        assertThat(live.statusCode()).isEqualTo(503);
        assertThat(OpsNode.json(live).getString("status")).isEqualTo("not live");
        assertThat(OpsNode.json(live).getJsonArray("reasons"))
                .containsExactly(new JsonObject().put("check", "process").put("reason", "a loop does not answer"));
        node.health.trouble(null);
        assertThat(node.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void probes_may_use_head() {
        for (String path : List.of("/health/live", "/health/ready")) {
            assertThat(node.send(node.request(path).method("HEAD", BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void a_canary_that_does_not_come_back_is_a_reason() {
        node.bridge.canary = Promise.promise();
        assertNotReady("broker", "no answer within the deadline");
    }

    @Test
    void a_broker_that_refuses_the_canary_gives_its_own_reason() {
        node.bridge.canary = Promise.promise();
        node.bridge.canary.fail("not connected");
        assertNotReady("broker", "not connected");
    }

    @Test
    void a_hub_that_does_not_answer_is_a_reason_until_it_is_back() {
        node.vertx.undeploy(node.secondHub).await();
        assertNotReady("hub 1", "does not answer");
        node.vertx.deployVerticle(new FakeHub(node.bus, 1, 0, 0)).await();
        assertThat(node.get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void a_hub_that_cannot_publish_is_a_reason_until_it_can() {
        FakeHub mute = new FakeHub(node.bus, 1, 0, 0);
        mute.brokerUp = false;
        node.vertx.undeploy(node.secondHub).await();
        node.vertx.deployVerticle(mute).await();
        assertNotReady("hub 1", "has no connection to the broker");
        mute.brokerUp = true;
        assertThat(node.get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void aHubThatLetsNobodyInIsAReasonUntilItDoes() {
        FakeHub closed = new FakeHub(node.bus, 1, 0, 0);
        closed.judging = false;
        node.vertx.undeploy(node.secondHub).await();
        node.vertx.deployVerticle(closed).await();
        assertNotReady("hub 1", "does not know yet which tokens are revoked");
        closed.judging = true;
        assertThat(node.get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void every_verticle_that_is_missing_is_named() {
        node.vertx.undeploy(node.metrics).await();
        node.vertx.undeploy(node.heartbeat).await();
        node.vertx.undeploy(node.bridgeId).await();
        HttpResponse<String> response = node.get("/health/ready");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(reasons(response))
                .containsExactlyInAnyOrder(
                        trouble("broker", "not running"),
                        trouble("revocations", "not running"),
                        trouble("metrics", "not running"),
                        trouble("heartbeat", "not running"));
    }

    @Test
    void a_verticle_that_is_being_restarted_is_a_reason() {
        node.down.add("bridge");
        assertNotReady("bridge", "being restarted");
        node.down.clear();
        assertThat(node.get("/health/ready").statusCode()).isEqualTo(200);
    }

    @Test
    void a_node_that_drains_is_live_and_not_ready() {
        node.service.draining = true;
        HttpResponse<String> response = node.get("/health/ready");
        assertThat(reasons(response)).containsExactly(trouble("shutdown", "draining"));
        assertThat(node.get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void a_flood_of_probes_sends_one_canary_at_a_time() {
        node.bridge.canary = Promise.promise();
        List<CompletableFuture<HttpResponse<String>>> probes = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            probes.add(node.client().sendAsync(node.request("/health/ready").build(), BodyHandlers.ofString()));
        }
        assertThat(probes)
                .allSatisfy(probe -> assertThat(probe.join().statusCode()).isEqualTo(503));
        assertThat(node.bridge.canaries.get()).isBetween(1, 5);
    }

    private void assertNotReady(String check, String reason) {
        HttpResponse<String> response = node.get("/health/ready");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(OpsNode.json(response).getString("status")).isEqualTo("not ready");
        assertThat(reasons(response)).containsExactly(trouble(check, reason));
    }

    private static Stream<Object> reasons(HttpResponse<String> response) {
        return OpsNode.json(response).getJsonArray("reasons").stream();
    }

    private static JsonObject trouble(String check, String reason) {
        return new JsonObject().put("check", check).put("reason", reason);
    }
}
