package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.publish;
import static io.carillon.blackbox.Answers.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.CarillonCluster;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.RedisProcess;
import io.carillon.wire.Bytes;
import io.carillon.wire.Dialogue;
import io.carillon.wire.Frame;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Clients that read as much as they can, or look at channels that are not there: nobody else feels it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReadFloodIT {
    private static final int ENTRIES = 800;
    private static final int CONNECTIONS = 4;
    private static final int PAGES = 40;
    private static final int LOOKS = 2_000;
    /** What may be kept of the looks of one user, for a few seconds, on each event loop. */
    private static final int KEPT_LOOKS = 100;

    private RedisProcess redis;
    private CarillonProcess node;

    @BeforeAll
    void start() {
        redis = RedisProcess.start();
        node = CarillonProcess.start(
                CarillonCluster.shared(redis).with("namespaces.kept", HistoryIT.kept(1_000)), "-Xmx256m");
    }

    @AfterAll
    void stop() {
        try (CarillonProcess ending = node) {
            assertThat(ending.output()).doesNotContain("Exception").doesNotContain("ERROR");
        }
        redis.close();
    }

    @Test
    void whoReadsPageAfterPageStopsNobodysPublishes() {
        try (JdkClient bob = JdkClient.connectAs(node, "bob")) {
            for (int i = 1; i < ENTRIES; i++) {
                bob.send(publish("kept:large", "d".repeat(650)));
            }
            assertThat(bob.ask(publish("kept:large", "last", 1)).getLong("offset"))
                    .isEqualTo(ENTRIES);
            List<CompletableFuture<Void>> readers = IntStream.range(0, CONNECTIONS)
                    .mapToObj(i -> CompletableFuture.runAsync(this::readPages))
                    .toList();
            for (int i = 0; i < 100 || !readers.stream().allMatch(CompletableFuture::isDone); i++) {
                JsonObject answer = bob.ask(publish(i % 2 == 0 ? "plain" : "kept:small", i, i));
                assertThat(answer.getString("type")).as(answer.encode()).isEqualTo("published");
            }
            readers.forEach(CompletableFuture::join);
        }
        assertThat(node.metric("carillon_broker_reconnects_total")).isZero();
    }

    private void readPages() {
        try (Dialogue mallory = node.raw(node.tokens().of("mallory"))) {
            mallory.text();
            byte[] page = Frame.text(request("history", 1)
                            .put("channel", "kept:large")
                            .put("limit", 1_000)
                            .encode())
                    .bytes();
            mallory.send(Bytes.repeat(page, PAGES));
            for (int i = 0; i < PAGES; i++) {
                assertThat(mallory.text())
                        .matches(text -> text.startsWith("{\"type\":\"history\"")
                                || text.contains("\"rate_limited\"")
                                        && text.startsWith("{\"type\":\"error\",\"code\":429"));
            }
        }
    }

    @Test
    void looksAtChannelsThatAreNotThereLeaveLittleAndNotForLong() {
        try (Dialogue mallory = node.raw(node.tokens().of("curious"))) {
            mallory.text();
            for (int i = 0; i < LOOKS; i++) {
                mallory.send(Frame.text(
                        request("history", i).put("channel", "kept:never-" + i).encode()));
            }
            for (int i = 0; i < LOOKS; i++) {
                assertThat(mallory.text()).startsWith("{\"type\":\"history\"").contains("\"offset\":0");
            }
        }
        List<?> left = (List<?>) redis.command("KEYS", "*never-*");
        assertThat(left).hasSizeLessThanOrEqualTo(KEPT_LOOKS);
        assertThat(left)
                .allSatisfy(key ->
                        assertThat((Long) redis.command("PTTL", key.toString())).isLessThanOrEqualTo(10_000));
    }

    @Test
    void whoLooksFirstCanSubscribeFromThere() {
        JsonObject looked = new JsonObject(node.ops("/api/channels/kept:empty").body());
        try (JdkClient bob = JdkClient.connectAs(node, "bob")) {
            bob.send(publish("kept:empty", 1));
            JsonObject since = new JsonObject()
                    .put("epoch", looked.getString("epoch"))
                    .put("offset", looked.getLong("offset"))
                    .put("timestamp", looked.getLong("timestamp"));
            JsonObject subscribed = bob.ask(request("subscribe")
                    .put("channel", "kept:empty")
                    .put("since", since)
                    .encode());
            assertThat(subscribed.getBoolean("recovered")).isTrue();
            assertThat(bob.nextOf("message").getInteger("data")).isOne();
        }
    }
}
