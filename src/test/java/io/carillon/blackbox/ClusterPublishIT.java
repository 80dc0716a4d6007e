package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonCluster;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.Pipeline;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A back end publishes over HTTP to any of three nodes that share Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterPublishIT {
    private static final int PIPELINED = 5_000;

    private CarillonCluster cluster;
    private List<JdkClient> clients;

    @BeforeAll
    void start() {
        cluster = CarillonCluster.start(conf -> conf.with("namespaces.kept", HistoryIT.kept(10_000)));
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @BeforeEach
    void connect() {
        clients = cluster.nodes().stream()
                .map(node -> JdkClient.connectAs(node, "client"))
                .toList();
    }

    @AfterEach
    void disconnect() {
        clients.forEach(JdkClient::close);
    }

    @Test
    void whoIsExcludedIsSoOnEveryNodeAndByNoOther() {
        String excluded = clients.get(2).welcome().getJsonObject("data").getString("clientId");
        for (String channel : List.of("lobby", "kept:exclude")) {
            clients.forEach(client -> client.subscribe(channel));
            post(0, channel, "{\"data\":1}");
            post(0, channel, "{\"data\":2,\"exclude\":\"" + excluded + "\"}");
            post(0, channel, "{\"data\":3}");
            for (int i = 0; i < CarillonCluster.SIZE; i++) {
                assertThat(data(i)).isEqualTo(1);
                if (i < 2) {
                    assertThat(data(i)).isEqualTo(2);
                }
                assertThat(data(i)).isEqualTo(3);
            }
        }
    }

    @Test
    void aGapThatIsFilledIsFilledForAllButTheExcluded() {
        String channel = "kept:gap";
        String excluded = clients.get(0).welcome().getJsonObject("data").getString("clientId");
        clients.forEach(client -> client.subscribe(channel));
        post(0, channel, "{\"data\":1}");
        clients.forEach(client ->
                assertThat(client.nextOf("message").getInteger("data")).isEqualTo(1));
        cluster.redis().command("CLIENT", "KILL", "TYPE", "pubsub");
        post(1, channel, "{\"data\":2,\"exclude\":\"" + excluded + "\"}");
        post(1, channel, "{\"data\":3}");
        assertThat(data(0)).isEqualTo(3);
        assertThat(List.of(data(1), data(1))).containsExactly(2, 3);
        assertThat(List.of(data(2), data(2))).containsExactly(2, 3);
    }

    @Test
    void aKeyIsKnownOnEveryNode() {
        clients.get(2).subscribe("kept:keyed");
        JsonObject first = post(0, "kept:keyed", "{\"data\":1,\"key\":\"k\"}");
        JsonObject repeated = post(1, "kept:keyed", "{\"data\":1,\"key\":\"k\"}");
        assertThat(first.getInteger("offset")).isOne();
        assertThat(repeated).isEqualTo(first);
        post(2, "kept:keyed", "{\"data\":2}");
        assertThat(List.of(data(2), data(2))).containsExactly(1, 2);
    }

    @Test
    void publishesOfOneConnectionKeepTheirOrder() {
        clients.forEach(client -> client.subscribe("kept:order"));
        List<String> numbers =
                IntStream.range(0, PIPELINED).mapToObj(Integer::toString).toList();
        try (Pipeline pipeline = new Pipeline(cluster.node(0))) {
            List<String> answers = pipeline.publish("kept:order", numbers);
            assertThat(answers).hasSize(PIPELINED);
            assertThat(answers.get(PIPELINED - 1)).contains("\"offset\":" + PIPELINED);
        }
        for (int i = 0; i < CarillonCluster.SIZE; i++) {
            for (int n = 0; n < PIPELINED; n++) {
                assertThat(data(i)).isEqualTo(n);
            }
        }
    }

    @Test
    void manyChannelsGetOneMessage() {
        List<String> names = IntStream.range(0, 100)
                .mapToObj(i -> (i % 2 == 0 ? "kept:many" : "chat:many") + i)
                .toList();
        names.forEach(clients.get(1)::subscribe);
        JsonObject body = new JsonObject().put("channels", new JsonArray(names)).put("data", 1);
        HttpResponse<String> answer = cluster.node(0).ops("POST", "/api/messages", body.encode());
        assertThat(new JsonObject(answer.body())
                        .getJsonArray("items").stream().map(item -> ((JsonObject) item).getString("channel")))
                .containsExactlyElementsOf(names);
        assertThat(IntStream.range(0, 100)
                        .mapToObj(i -> clients.get(1).nextOf("message").getString("channel"))
                        .toList())
                .containsExactlyInAnyOrderElementsOf(names);
    }

    @Test
    void subscribersOnEveryNodeAreToldOfAHistoryThatWasRemoved() {
        clients.forEach(client -> client.subscribe("kept:removed"));
        post(0, "kept:removed", "{\"data\":1}");
        clients.forEach(client -> client.nextOf("message"));
        JsonObject removed = new JsonObject(cluster.node(1)
                .ops("DELETE", "/api/channels/kept:removed/messages", "")
                .body());
        for (JdkClient client : clients) {
            JsonObject reset = client.nextOf("reset");
            assertThat(reset.getString("reason")).isEqualTo("epoch");
            assertThat(reset.getString("epoch")).isEqualTo(removed.getString("epoch"));
            assertThat(reset.getInteger("offset")).isZero();
        }
        post(2, "kept:removed", "{\"data\":2}");
        clients.forEach(client ->
                assertThat(client.nextOf("message").getInteger("offset")).isOne());
    }

    @Test
    void withoutRedisThereIsAnErrorInTimeAndAfterwardsNone() {
        cluster.redis().pause();
        try {
            for (CarillonProcess node : cluster.nodes()) {
                assertError(answer(node, "POST", "elsewhere", "{\"data\":1}"), 503, "broker_unavailable");
                assertError(answer(node, "GET", "kept:elsewhere", ""), 503, "broker_unavailable");
                assertError(answer(node, "DELETE", "kept:elsewhere", ""), 503, "broker_unavailable");
            }
        } finally {
            cluster.redis().resume();
        }
        for (CarillonProcess node : cluster.nodes()) {
            Await.until(
                    "publishes are taken again",
                    () -> answer(node, "POST", "elsewhere", "{\"data\":1}").containsKey("channel"));
        }
    }

    private static JsonObject answer(CarillonProcess node, String method, String channel, String body) {
        return new JsonObject(
                node.ops(method, "/api/channels/" + channel + "/messages", body).body());
    }

    private JsonObject post(int node, String channel, String body) {
        return answer(cluster.node(node), "POST", channel, body);
    }

    private int data(int client) {
        return clients.get(client).nextOf("message").getInteger("data");
    }
}
