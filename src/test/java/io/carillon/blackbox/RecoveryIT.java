package io.carillon.blackbox;

import static io.carillon.blackbox.Answers.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonCluster;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.RedisProcess;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/** What subscribers of a history channel see when they, the nodes, or Redis go and come back. Three nodes, one Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RecoveryIT {
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private CarillonCluster cluster;
    private RedisProcess redis;
    private String channel;
    private int published;

    @BeforeAll
    void start() {
        cluster = CarillonCluster.start(
                conf -> conf.with("namespaces.kept", HistoryIT.kept(20_000)).with("limits.connectionsPerUser", 5_000));
        redis = cluster.redis();
    }

    @AfterAll
    void stop() {
        cluster.close();
    }

    @BeforeEach
    void newChannel(TestInfo test) {
        channel = "kept:" + test.getTestMethod().orElseThrow().getName();
        published = 0;
    }

    @Test
    void aClientThatMovesFromNodeToNodeUnderLoadMissesNothing() {
        AtomicBoolean enough = new AtomicBoolean();
        Reader reader = new Reader(cluster.node(0));
        CompletableFuture<SortedMap<Long, Integer>> load = CompletableFuture.supplyAsync(() -> publishUntil(enough));
        Map<Long, Integer> heard = new HashMap<>();
        for (int i = 1; i < 30; i++) {
            heard.putAll(reader.hear(20));
            reader.moveTo(cluster.node(i % CarillonCluster.SIZE));
        }
        enough.set(true);
        Map<Long, Integer> accepted = load.join();
        heard.putAll(reader.hear(published - heard.size()));
        assertThat(heard).isEqualTo(accepted);
        assertThat(new HashSet<>(heard.values())).hasSize(published);
        reader.close();
    }

    @Test
    void aHoleInTheFeedIsFilledBeforeAnythingLaterIsDelivered() {
        Reader reader = new Reader(cluster.node(0));
        publish(10);
        for (int i = 0; i < 5; i++) {
            redis.command("CLIENT", "KILL", "TYPE", "pubsub");
            publish(50);
        }
        reader.readTo(published);
        reader.close();
    }

    @Test
    void aRedisThatBeginsEmptyIsToldAsAnotherHistory() {
        Reader reader = new Reader(cluster.node(1));
        publish(3);
        reader.readTo(3);
        redis.command("FLUSHALL");
        publish(1);
        JsonObject reset = reader.client.nextOf("reset");
        assertThat(reset.getString("reason")).isEqualTo("epoch");
        assertThat(reset.getString("epoch")).isNotEqualTo(reader.epoch);
        assertThat(reset.getLong("offset")).isZero();
        assertThat(reader.client.nextOf("message").getLong("offset")).isOne();
        reader.client.close();
        assertThat(reader.comeBack(cluster.node(2))).isEqualTo("false epoch");
        reader.close();
    }

    /** Redis forgets what it has acknowledged, as a master does whose replica takes over too early. */
    @Test
    void whoSawWhatAFailoverHasLostIsFencedAndNeverToldThatItMissedNothing() {
        Reader live = new Reader(cluster.node(0));
        Reader away = new Reader(cluster.node(1));
        publish(3);
        List<Object> replica = replicate();
        publish(2);
        live.readTo(5);
        away.readTo(5);
        away.client.close();
        promote(replica);
        published = 103;
        publish(4);
        JsonObject reset = live.client.nextOf("reset");
        assertThat(reset.getString("reason")).isIn("fenced", "ahead");
        long offset = reset.getLong("offset");
        while (offset < 7) {
            assertThat(live.client.nextOf("message").getLong("offset")).isEqualTo(++offset);
        }
        for (CarillonProcess node : cluster.nodes()) {
            assertThat(away.comeBack(node)).isEqualTo("false fenced");
            away.client.close();
        }
        live.close();
    }

    @Test
    void aTailThatWasLostAndNotWrittenAnewIsToldToo() {
        Reader live = new Reader(cluster.node(0));
        publish(3);
        List<Object> replica = replicate();
        publish(2);
        live.readTo(5);
        promote(replica);
        JsonObject reset = live.client.nextOf("reset");
        assertThat(reset.getString("reason")).isEqualTo("ahead");
        assertThat(reset.getLong("offset")).isEqualTo(3);
        live.close();
    }

    @Test
    void anOutageOfRedisEndsWithEveryHoleFilled() {
        Reader reader = new Reader(cluster.node(0));
        publish(3);
        reader.readTo(3);
        redis.pause();
        JsonObject publish = message(4).put("key", "four").put("id", 4);
        try (JdkClient publisher = JdkClient.connectAs(cluster.node(1), "publisher")) {
            assertError(publisher.ask(publish.encode()), 503, "broker_unavailable");
            assertThat(reader.client.isClosed()).isFalse();
            redis.resume();
            Await.until(
                    "published",
                    DEADLINE,
                    () -> publisher.ask(publish.encode()).getString("type").equals("published"));
        }
        published = 4;
        publish(3);
        reader.readTo(7);
        reader.close();
    }

    @Test
    void manyWhoComeBackAtOnceCostFewReadings() {
        Reader first = new Reader(cluster.node(2));
        publish(200);
        first.readTo(200);
        double before = cluster.node(2).metric("carillon_history_reads_total");
        JsonObject since =
                new JsonObject().put("epoch", first.epoch).put("offset", 0).put("timestamp", 0);
        List<JdkClient> all = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            all.add(JdkClient.connectAs(cluster.node(2), "crowd"));
        }
        all.forEach(client -> client.send(subscribe(since)));
        for (JdkClient client : all) {
            assertThat(client.nextOf("subscribed").getBoolean("recovered")).isTrue();
            for (int i = 1; i <= 200; i++) {
                assertThat(client.nextOf("message").getInteger("data")).isEqualTo(i);
            }
            client.close();
        }
        double readings = cluster.node(2).metric("carillon_history_reads_total") - before;
        assertThat(readings).isLessThan(100);
        first.close();
    }

    /**
     * Publishes number after number, twenty at a time. A node that is short of time may refuse some: they are repeated with
     * their keys until they are accepted.
     *
     * @return every number by its offset
     */
    private SortedMap<Long, Integer> publishUntil(AtomicBoolean enough) {
        SortedMap<Long, Integer> accepted = new TreeMap<>();
        Set<Integer> repeated = new HashSet<>();
        try (JdkClient publisher = JdkClient.connectAs(cluster.node(0), "publisher")) {
            while (!enough.get()) {
                List<Integer> batch = IntStream.rangeClosed(published + 1, published += 20)
                        .boxed()
                        .toList();
                while (!batch.isEmpty()) {
                    batch = offer(publisher, batch, accepted);
                    repeated.addAll(batch);
                }
            }
        }
        assertThat(accepted.values().stream().filter(number -> !repeated.contains(number)))
                .isSorted();
        return accepted;
    }

    /** @return the numbers that were refused */
    private List<Integer> offer(JdkClient publisher, List<Integer> numbers, Map<Long, Integer> accepted) {
        numbers.forEach(number -> publisher.send(
                message(number).put("key", channel + number).put("id", number).encode()));
        List<Integer> refused = new ArrayList<>();
        for (int number : numbers) {
            JsonObject answer = publisher.nextJson();
            assertThat(answer.getInteger("id")).isEqualTo(number);
            if (answer.getString("type").equals("published")) {
                assertThat(accepted.put(answer.getLong("offset"), number)).isNull();
            } else {
                assertError(answer, 503, "broker_unavailable");
                refused.add(number);
            }
        }
        return refused;
    }

    private void publish(int count) {
        try (JdkClient publisher = JdkClient.connectAs(cluster.node(0), "publisher")) {
            for (int i = 0; i < count; i++) {
                publisher.send(message(++published).put("id", published).encode());
                publisher.nextOf("published");
            }
        }
    }

    private JsonObject message(int number) {
        return new JsonObject().put("type", "publish").put("channel", channel).put("data", number);
    }

    private String subscribe(JsonObject since) {
        JsonObject request = new JsonObject().put("type", "subscribe").put("channel", channel);
        return (since == null ? request : request.put("since", since)).encode();
    }

    /** The names of this channel's keys, and what they hold now. */
    private List<Object> replicate() {
        List<Object> copies = new ArrayList<>();
        for (Object key : (List<?>) redis.command("KEYS", "carillon:*{carillon:" + channel + "}*")) {
            copies.add(key);
            copies.add(redis.command(
                    "EVAL",
                    "return redis.call('HGETALL', KEYS[1])",
                    "1",
                    key.toString().contains("position") ? key.toString() : "none"));
        }
        return copies;
    }

    /** Takes the newest entries away that the copy has not, and puts the position back to where it was. */
    private void promote(List<Object> copies) {
        for (int i = 0; i < copies.size(); i += 2) {
            String key = copies.get(i).toString();
            List<?> fields = (List<?>) copies.get(i + 1);
            if (!fields.isEmpty()) {
                List<String> words = new ArrayList<>(List.of("HSET", key));
                fields.forEach(field -> words.add(field.toString()));
                String stream = key.replace("position:", "history:");
                redis.command(
                        "EVAL",
                        "for _, e in ipairs(redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 2)) do redis.call('XDEL', KEYS[1], e[1]) end"
                                + " local top = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1]"
                                + " redis.call('XSETID', KEYS[1], top[1])",
                        "1",
                        stream);
                redis.command(words.toArray(String[]::new));
            }
        }
    }

    /** One subscriber who knows its position, and checks that every message is the next one. */
    private final class Reader {
        private JdkClient client;
        private String epoch;
        private long offset;
        private long timestamp;
        private int last;

        Reader(CarillonProcess node) {
            client = JdkClient.connectAs(node, "reader");
            client.send(subscribe(null));
            JsonObject answer = client.nextOf("subscribed");
            epoch = answer.getString("epoch");
            offset = answer.getLong("offset");
            timestamp = answer.getLong("timestamp");
        }

        void read(int count) {
            for (int i = 0; i < count; i++) {
                JsonObject message = client.nextOf("message");
                assertThat(message.getLong("offset")).isEqualTo(++offset);
                assertThat(message.getInteger("data")).isEqualTo(++last);
                timestamp = message.getLong("timestamp");
            }
        }

        /** @return what it heard, by its offset */
        Map<Long, Integer> hear(int count) {
            Map<Long, Integer> heard = new HashMap<>();
            for (int i = 0; i < count; i++) {
                JsonObject message = client.nextOf("message");
                assertThat(message.getLong("offset")).isEqualTo(++offset);
                timestamp = message.getLong("timestamp");
                heard.put(offset, message.getInteger("data"));
            }
            return heard;
        }

        void readTo(int number) {
            read(number - last);
        }

        void moveTo(CarillonProcess node) {
            client.close();
            assertThat(comeBack(node)).isEqualTo("true null");
        }

        String comeBack(CarillonProcess node) {
            client = JdkClient.connectAs(node, "reader");
            client.send(subscribe(
                    new JsonObject().put("epoch", epoch).put("offset", offset).put("timestamp", timestamp)));
            JsonObject answer = client.nextOf("subscribed");
            return answer.getBoolean("recovered") + " " + answer.getString("reason");
        }

        void close() {
            client.close();
        }
    }
}
