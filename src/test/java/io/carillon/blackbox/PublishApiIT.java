package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.assertError;
import static io.carillon.blackbox.Answers.publish;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A back end publishes and reads over HTTP, on one node with the memory broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishApiIT {
    private final AtomicInteger channels = new AtomicInteger();
    private CarillonProcess node;
    private JdkClient client;
    private String kept;

    @BeforeAll
    void start() {
        node = CarillonProcess.start(NodeConf.open()
                .with("namespaces.kept", HistoryIT.kept(100))
                .with(
                        "namespaces.closed",
                        new JsonObject().put("subscribe", "anyone").put("publish", "nobody"))
                .with(
                        "namespaces.seen",
                        new JsonObject().put("subscribe", "anyone").put("presence", "anyone"))
                .with("limits.jsonDepth", 40));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @BeforeEach
    void connect() {
        client = JdkClient.connectAs(node, "reader");
        kept = "kept:" + channels.incrementAndGet();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void aMessageReachesItsSubscribersByteForByteAndFromNobody() {
        client.subscribe("closed:a/b#1");
        String data = "{ \"n\" : 1.50e+3,\"s\":\"\\u00e4\u00e4\\/\ud83d\ude00\" }";
        HttpResponse<String> answer =
                node.ops("POST", "/api/channels/closed:a%2Fb%231/messages", "{\"data\":" + data + "}");
        assertThat(answer.body()).isEqualTo("{\"channel\":\"closed:a/b#1\"}");
        String message = client.next();
        assertThat(message).startsWith("{\"type\":\"message\",\"channel\":\"closed:a/b#1\",\"data\":" + data + ",");
        assertThat(new JsonObject(message).fieldNames())
                .containsExactlyInAnyOrder("type", "channel", "data", "timestamp");
        assertError(client.ask(publish("closed:a/b#1", 1, 1)), 403, "permission_denied");
    }

    @Test
    void theApisKeysAreNotTheUsers() {
        client.subscribe(kept);
        client.send(new JsonObject(publish(kept, 1)).put("key", "k").encode()).nextOf("message");
        assertThat(post(kept, "{\"data\":2,\"key\":\"k\"}").getInteger("offset"))
                .isEqualTo(2);
        assertThat(post(kept, "{\"data\":3,\"key\":\"k\"}").getInteger("offset"))
                .isEqualTo(2);
        assertThat(post(kept, "{\"data\":4}").getInteger("offset")).isEqualTo(3);
        assertThat(List.of(data(), data())).containsExactly(2, 4);
    }

    @Test
    void whoIsExcludedMissesThatMessageAlone() {
        String excluded = client.welcome().getJsonObject("data").getString("clientId");
        try (JdkClient other = JdkClient.connectAs(node, "other")) {
            for (String channel : List.of(kept, "lobby")) {
                other.subscribe(channel);
                client.subscribe(channel);
                post(channel, "{\"data\":1}");
                post(channel, "{\"data\":2,\"exclude\":\"" + excluded + "\"}");
                post(channel, "{\"data\":3,\"exclude\":\"nobody\"}");
                assertThat(List.of(data(), data())).containsExactly(1, 3);
                for (int i = 1; i <= 3; i++) {
                    assertThat(other.nextOf("message").getInteger("data")).isEqualTo(i);
                }
            }
        }
    }

    @Test
    void whoIsExcludedDoesNotGetItWhenItCatchesUpEither() {
        String excluded = client.welcome().getJsonObject("data").getString("clientId");
        post(kept, "{\"data\":1}");
        JsonObject position = position(client.ask(subscribe(kept)));
        client.ask("{\"type\":\"unsubscribe\",\"channel\":\"" + kept + "\"}");
        post(kept, "{\"data\":2,\"exclude\":\"" + excluded + "\"}");
        post(kept, "{\"data\":3}");
        String since = new JsonObject(subscribe(kept)).put("since", position).encode();
        assertThat(client.ask(since).getBoolean("recovered")).isTrue();
        assertThat(data()).isEqualTo(3);
        try (JdkClient again = JdkClient.connectAs(node, "reader")) {
            assertThat(again.ask(since).getBoolean("recovered")).isTrue();
            assertThat(again.nextOf("message").getInteger("data")).isEqualTo(2);
        }
    }

    @Test
    void aHistoryIsReadPageByPage() {
        for (int i = 1; i <= 5; i++) {
            post(kept, "{\"data\":" + i + "}");
        }
        JsonObject first = get(kept, "?limit=2");
        assertThat(first.getString("channel")).isEqualTo(kept);
        assertThat(first.getInteger("offset")).isEqualTo(5);
        assertThat(datas(first)).containsExactly(1, 2);
        JsonObject second = get(kept, "?limit=2&" + behind(first, 1));
        assertThat(datas(second)).containsExactly(3, 4);
        assertThat(datas(get(kept, "?" + behind(second, 1)))).containsExactly(5);
        assertThat(datas(get(kept, "?limit=3&reverse=true"))).containsExactly(5, 4, 3);
        assertThat(datas(get(kept, "?reverse=true&" + behind(second, 0)))).containsExactly(2, 1);
        assertError(get(kept, "?epoch=x&offset=1&timestamp=1"), 404, "not_found");
        assertError(get("lobby", ""), 404, "not_found");
    }

    @Test
    void whenAHistoryIsRemovedEveryoneIsTold() {
        post(kept, "{\"data\":1,\"key\":\"k\"}");
        JsonObject before = client.ask(subscribe(kept));
        JsonObject removed = new JsonObject(
                node.ops("DELETE", "/api/channels/" + kept + "/messages", "").body());
        JsonObject reset = client.nextOf("reset");
        assertThat(reset.getString("reason")).isEqualTo("epoch");
        assertThat(position(reset)).isEqualTo(position(removed));
        assertThat(removed.getString("epoch")).isNotEqualTo(before.getString("epoch"));
        assertThat(removed.getInteger("offset")).isZero();
        assertThat(datas(get(kept, ""))).isEmpty();
        post(kept, "{\"data\":2}");
        assertThat(client.nextOf("message").getInteger("offset")).isOne();
        try (JdkClient late = JdkClient.connectAs(node, "late")) {
            JsonObject subscribed = late.ask(new JsonObject(subscribe(kept))
                    .put("since", position(before))
                    .encode());
            assertThat(subscribed.getBoolean("recovered")).isFalse();
            assertThat(subscribed.getString("reason")).isEqualTo("epoch");
        }
    }

    @Test
    void whoIsInAChannelIsTold() {
        client.subscribe("seen:a");
        JsonObject presence =
                new JsonObject(node.ops("/api/channels/seen:a/presence").body());
        assertThat(presence.fieldNames()).containsExactlyInAnyOrder("channel", "count", "users", "clients");
        assertThat(presence.getInteger("count")).isOne();
        assertThat(presence.getJsonArray("clients").getJsonObject(0).getString("user"))
                .isEqualTo("reader");
        assertError(new JsonObject(node.ops("/api/channels/lobby/presence").body()), 404, "not_found");
        assertError(new JsonObject(node.ops("/api/channels/x:a/presence").body()), 404, "unknown_namespace");
    }

    @Test
    void manyChannelsGetOneMessage() {
        List<String> names =
                IntStream.range(0, 100).mapToObj(i -> "chat:many" + i).toList();
        names.forEach(client::subscribe);
        JsonObject body = new JsonObject().put("channels", new JsonArray(names)).put("data", 1);
        HttpResponse<String> answer = node.ops("POST", "/api/messages", body.encode());
        assertThat(new JsonObject(answer.body()).getJsonArray("items")).hasSize(100);
        names.forEach(name ->
                assertThat(client.nextOf("message").getString("channel")).isEqualTo(name));
    }

    @Test
    void aBatchIsDoneInOrderAndEachFateIsTold() {
        client.subscribe(kept);
        String path = "/api/channels/" + kept + "/messages";
        JsonArray requests = new JsonArray()
                .add(request("POST", path).put("body", new JsonObject().put("data", 1)))
                .add(request("POST", "/api/channels/x:a/messages").put("body", new JsonObject().put("data", 2)))
                .add(request("POST", path).put("body", new JsonObject().put("data", 3)))
                .add(request("GET", path + "?limit=1&reverse=true"))
                .add(request("GET", "/api/nodes"));
        HttpResponse<String> answer = node.ops(
                "POST", "/api/batch", new JsonObject().put("requests", requests).encode());
        JsonArray items = new JsonObject(answer.body()).getJsonArray("items");
        assertThat(items.stream().map(item -> ((JsonObject) item).getInteger("status")))
                .containsExactly(200, 404, 200, 200, 200);
        assertError(items.getJsonObject(1).getJsonObject("body"), 404, "unknown_namespace");
        assertThat(datas(items.getJsonObject(3).getJsonObject("body"))).containsExactly(3);
        assertThat(List.of(data(), data())).containsExactly(1, 3);
    }

    @Test
    void whatIsTooLargeOrTooDeepIsRefused() {
        assertThat(post("lobby", "{\"data\":\"" + "x".repeat(65_534) + "\"}").getString("channel"))
                .isEqualTo("lobby");
        assertError(post("lobby", "{\"data\":\"" + "x".repeat(65_535) + "\"}"), 413, "too_large");
        assertError(post("lobby", "{\"data\":\"" + "x".repeat(2 << 20) + "\"}"), 413, "too_large");
        assertThat(post("lobby", "{\"data\":" + "[".repeat(39) + "]".repeat(39) + "}")
                        .getString("channel"))
                .isEqualTo("lobby");
        assertError(post("lobby", "{\"data\":" + "[".repeat(40) + "]".repeat(40) + "}"), 400, "invalid_message");
    }

    private static JsonObject request(String method, String path) {
        return new JsonObject().put("method", method).put("path", path);
    }

    private static String subscribe(String channel) {
        return new JsonObject().put("type", "subscribe").put("channel", channel).encode();
    }

    private JsonObject post(String channel, String body) {
        return new JsonObject(
                node.ops("POST", "/api/channels/" + channel + "/messages", body).body());
    }

    private JsonObject get(String channel, String query) {
        return new JsonObject(
                node.ops("/api/channels/" + channel + "/messages" + query).body());
    }

    private int data() {
        return client.nextOf("message").getInteger("data");
    }

    private static List<Integer> datas(JsonObject history) {
        return history.getJsonArray("messages").stream()
                .map(each -> ((JsonObject) each).getInteger("data"))
                .toList();
    }

    private static String behind(JsonObject page, int index) {
        JsonObject message = page.getJsonArray("messages").getJsonObject(index);
        return "epoch=" + page.getString("epoch") + "&offset=" + message.getLong("offset") + "&timestamp="
                + message.getLong("timestamp");
    }

    private static JsonObject position(JsonObject answer) {
        return new JsonObject()
                .put("epoch", answer.getString("epoch"))
                .put("offset", answer.getLong("offset"))
                .put("timestamp", answer.getLong("timestamp"));
    }
}
