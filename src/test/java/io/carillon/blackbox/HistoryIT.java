package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Channels with history, as their clients see them, on one node with the memory broker. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HistoryIT {
    private static final int SIZE = 5;

    private final AtomicInteger channels = new AtomicInteger();
    private CarillonProcess node;
    private JdkClient client;
    private String channel;

    @BeforeAll
    void start() {
        node = CarillonProcess.start(NodeConf.open()
                .with("namespaces.kept", kept(SIZE))
                .with("namespaces.long", kept(5_000))
                .with("namespaces.closed", kept(SIZE).put("history", "granted")));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @BeforeEach
    void connect() {
        client = JdkClient.connectAs(node, "reader");
        channel = "kept:" + channels.incrementAndGet();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    static JsonObject kept(int size) {
        return new JsonObject()
                .put("subscribe", "anyone")
                .put("publish", "anyone")
                .put("history", "anyone")
                .put("historySize", size)
                .put("historyTtl", "1m");
    }

    @Test
    void positionsAreToldWithEveryAnswerAndMessage() {
        JsonObject subscribed = ask("subscribe");
        assertThat(subscribed.getString("type")).isEqualTo("subscribed");
        assertThat(subscribed.getString("epoch")).isNotEmpty();
        assertThat(subscribed.getLong("offset")).isZero();
        assertThat(subscribed.getLong("timestamp")).isZero();
        assertThat(subscribed.containsKey("recovered")).isFalse();
        client.send(request("publish").put("data", "x").put("id", 1).encode());
        JsonObject first = client.nextJson();
        JsonObject second = client.nextJson();
        JsonObject published = first.getString("type").equals("published") ? first : second;
        JsonObject message = published == first ? second : first;
        assertThat(message.getLong("offset")).isOne();
        assertThat(message.fieldNames())
                .containsExactlyInAnyOrder("type", "channel", "data", "from", "timestamp", "offset");
        assertThat(published.getLong("offset")).isOne();
        assertThat(published.getLong("timestamp")).isEqualTo(message.getLong("timestamp"));
        assertThat(published.getString("epoch")).isEqualTo(subscribed.getString("epoch"));
    }

    @Test
    void whoComesBackGetsWhatItMissedAndThenWhatIsNew() {
        JsonObject position = position(ask("subscribe"));
        ask("unsubscribe");
        publish(1, 3);
        client.send(request("subscribe").put("since", position).encode());
        JsonObject subscribed = client.nextOf("subscribed");
        assertThat(subscribed.getBoolean("recovered")).isTrue();
        assertThat(subscribed.getLong("offset")).isEqualTo(3);
        publish(4, 4);
        assertThat(List.of(data(), data(), data(), data())).containsExactly(1, 2, 3, 4);
    }

    @Test
    void whoMissedNothingIsToldSo() {
        publish(1, 2);
        JsonObject position = position(ask("subscribe"));
        ask("unsubscribe");
        JsonObject again =
                client.ask(request("subscribe").put("since", position).encode());
        assertThat(again.getBoolean("recovered")).isTrue();
        assertThat(position(again)).isEqualTo(position);
    }

    @Test
    void exactlyAsManyAsAreKeptCanBeMissed() {
        publish(1, 1);
        JsonObject one = position(ask("subscribe"));
        ask("unsubscribe");
        publish(2, SIZE + 1);
        assertThat(recovered(one)).isEqualTo("true null");
        for (int i = 2; i <= SIZE + 1; i++) {
            assertThat(data()).isEqualTo(i);
        }
        ask("unsubscribe");
        publish(SIZE + 2, SIZE + 2);
        assertThat(recovered(one)).isEqualTo("false expired");
    }

    @Test
    void whatCannotBeProvenIsRefusedWithItsReason() {
        publish(1, 2);
        JsonObject position = position(ask("subscribe"));
        ask("unsubscribe");
        assertThat(recovered(position.copy().put("epoch", "another"))).isEqualTo("false epoch");
        ask("unsubscribe");
        assertThat(recovered(position.copy().put("timestamp", 1))).isEqualTo("false fenced");
        ask("unsubscribe");
        assertThat(recovered(position.copy().put("offset", 1).put("timestamp", 1)))
                .isEqualTo("false fenced");
        ask("unsubscribe");
        assertThat(recovered(position.copy().put("offset", 3))).isEqualTo("false ahead");
    }

    @Test
    void whoIsRefusedHasThePositionAndGoesOnFromThere() {
        publish(1, 2);
        JsonObject since =
                new JsonObject().put("epoch", "another").put("offset", 1).put("timestamp", 1);
        JsonObject subscribed =
                client.ask(request("subscribe").put("since", since).encode());
        assertThat(subscribed.getLong("offset")).isEqualTo(2);
        publish(3, 3);
        assertThat(data()).isEqualTo(3);
    }

    @Test
    void aLongPastComesWhole() {
        channel = "long:1";
        JsonObject position = position(ask("subscribe"));
        ask("unsubscribe");
        publish(1, 3_000);
        assertThat(recovered(position)).isEqualTo("true null");
        publish(3_001, 3_001);
        for (int i = 1; i <= 3_001; i++) {
            assertThat(data()).isEqualTo(i);
        }
    }

    @Test
    void aKeyMakesAPublishSafeToRepeat() {
        ask("subscribe");
        String once =
                request("publish").put("data", 1).put("key", "k").put("id", 7).encode();
        client.send(once)
                .send(once)
                .send(request("publish").put("data", 2).put("id", 8).encode());
        List<JsonObject> all = List.of(next(), next(), next(), next(), next());
        List<JsonObject> published = all.stream()
                .filter(each -> each.getString("type").equals("published"))
                .toList();
        assertThat(published).extracting(each -> each.getInteger("offset")).containsExactly(1, 1, 2);
        assertThat(all.stream().filter(each -> each.getString("type").equals("message")))
                .extracting(each -> each.getInteger("data"))
                .containsExactly(1, 2);
    }

    @Test
    void aKeyIsOneUsersOwn() {
        ask("subscribe");
        try (JdkClient other = JdkClient.connectAs(node, "other")) {
            String keyed = request("publish")
                    .put("data", "x")
                    .put("key", "k")
                    .put("id", 1)
                    .encode();
            assertThat(other.ask(keyed).getInteger("offset")).isOne();
            client.send(keyed);
            assertThat(List.of(next(), next(), next()))
                    .extracting(each -> each.getInteger("offset"))
                    .containsExactlyInAnyOrder(1, 2, 2);
        }
    }

    @Test
    void aKeyWorksWithoutHistoryToo() {
        channel = "chat:keyed" + channels.incrementAndGet();
        ask("subscribe");
        String once = request("publish").put("data", 1).put("key", "k").encode();
        client.send(once).send(once).send(request("publish").put("data", 2).encode());
        assertThat(List.of(data(), data())).containsExactly(1, 2);
    }

    @Test
    void pagesGoForwardAndBackward() {
        publish(1, SIZE);
        JsonObject all = client.ask(request("history").put("id", "h").encode());
        assertThat(all.getString("type")).isEqualTo("history");
        assertThat(all.getString("id")).isEqualTo("h");
        assertThat(all.getLong("offset")).isEqualTo(SIZE);
        assertThat(datas(all)).containsExactly(1, 2, 3, 4, 5);
        JsonObject second = at(all, 1);
        assertThat(page(second, 2, false)).containsExactly(3, 4);
        assertThat(page(second, 100, true)).containsExactly(1);
        assertThat(page(null, 2, true)).containsExactly(5, 4);
        assertThat(page(at(all, 3), 2, true)).containsExactly(3, 2);
        assertThat(page(at(all, SIZE - 1), 2, false)).isEmpty();
        assertThat(page(at(all, 0), 2, true)).isEmpty();
    }

    @Test
    void aPageThatDoesNotConnectIsRefused() {
        publish(1, 2);
        JsonObject all = client.ask(request("history").encode());
        JsonObject wrong = at(all, 0).put("timestamp", 1);
        assertError(client.ask(request("history").put("since", wrong).encode()), 404, "not_found");
        assertError(
                client.ask(request("history")
                        .put("since", wrong)
                        .put("reverse", true)
                        .encode()),
                404,
                "not_found");
    }

    @Test
    void aChannelWithoutHistoryHasNone() {
        channel = "chat:none";
        assertError(client.ask(request("history").encode()), 403, "permission_denied");
        JsonObject since = new JsonObject().put("epoch", "e").put("offset", 1).put("timestamp", 1);
        assertThat(recovered(since)).startsWith("false");
    }

    @Test
    void theHistoryIsShownToThoseWhoMaySeeIt() {
        channel = "closed:a";
        assertError(client.ask(request("history").encode()), 403, "permission_denied");
    }

    @Test
    void malformedRequestsAreRefused() {
        for (String wrong : List.of(
                "\"limit\":0",
                "\"limit\":1001",
                "\"limit\":-1",
                "\"limit\":1.5",
                "\"limit\":\"1\"",
                "\"limit\":99999999999999999999",
                "\"since\":1",
                "\"since\":{}",
                "\"since\":{\"epoch\":\"e\",\"offset\":-1,\"timestamp\":1}",
                "\"since\":{\"epoch\":\"\",\"offset\":1,\"timestamp\":1}",
                "\"since\":{\"epoch\":1,\"offset\":1,\"timestamp\":1}",
                "\"since\":{\"epoch\":\"e\",\"offset\":1}",
                "\"reverse\":1",
                "\"key\":1",
                "\"key\":\"\"",
                "\"key\":\"" + "k".repeat(129) + "\"")) {
            String text = "{\"type\":\"history\",\"channel\":\"" + channel + "\"," + wrong + "}";
            assertError(client.ask(text), 400, "invalid_message");
        }
    }

    private JsonObject request(String type) {
        return new JsonObject().put("type", type).put("channel", channel);
    }

    private JsonObject ask(String type) {
        return client.ask(request(type).encode());
    }

    private JsonObject next() {
        return client.nextJson();
    }

    /** Publishes numbers through another connection, each once the one before is stored. */
    private void publish(int from, int to) {
        try (JdkClient publisher = JdkClient.connectAs(node, "publisher")) {
            for (int i = from; i <= to; i++) {
                publisher.ask(request("publish").put("data", i).put("id", i).encode());
            }
        }
    }

    private int data() {
        return client.nextOf("message").getInteger("data");
    }

    private String recovered(JsonObject since) {
        JsonObject subscribed =
                client.ask(request("subscribe").put("since", since).encode());
        return subscribed.getBoolean("recovered") + " " + subscribed.getString("reason");
    }

    private List<Integer> page(JsonObject since, int limit, boolean reverse) {
        JsonObject request = request("history").put("limit", limit).put("reverse", reverse);
        return datas(client.ask((since == null ? request : request.put("since", since)).encode()));
    }

    private static List<Integer> datas(JsonObject history) {
        return history.getJsonArray("messages").stream()
                .map(each -> ((JsonObject) each).getInteger("data"))
                .toList();
    }

    private static JsonObject at(JsonObject history, int index) {
        JsonObject message = history.getJsonArray("messages").getJsonObject(index);
        return new JsonObject()
                .put("epoch", history.getString("epoch"))
                .put("offset", message.getLong("offset"))
                .put("timestamp", message.getLong("timestamp"));
    }

    private static JsonObject position(JsonObject answer) {
        return new JsonObject()
                .put("epoch", answer.getString("epoch"))
                .put("offset", answer.getLong("offset"))
                .put("timestamp", answer.getLong("timestamp"));
    }
}
