package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.BrokerDriver;
import io.carillon.broker.BrokerFixture;
import io.carillon.broker.BrokerUnavailableException;
import io.carillon.broker.Draft;
import io.carillon.broker.Drafts;
import io.carillon.broker.Listening;
import io.carillon.broker.Page;
import io.carillon.broker.Publishing;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.testing.Await;
import io.carillon.testing.Ports;
import io.carillon.testing.RedisProcess;
import io.carillon.testing.RedisProgram;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Redis is there and refuses: the publish fails as a whole, its neighbours do not. */
class RedisRefusalIT extends BrokerFixture {
    private static final String POSITION = "carillon:position:{carillon:a}";
    private static final String HISTORY = "carillon:history:{carillon:a}";
    private static final String KEY = "carillon:key:{carillon:a}:k";

    private final RedisDrivers drivers = new RedisDrivers();
    private RedisProcess redis;

    RedisProgram program() {
        return RedisProgram.BUNDLED;
    }

    @Override
    protected BrokerDriver driver() {
        redis = RedisProcess.start(program());
        return drivers.standalone(redis.uri());
    }

    @AfterEach
    void stopRedis() {
        redis.close();
    }

    @Test
    void forgottenScriptsAreNoticedByNobody() {
        Publishing broker = publishing();
        Await.result(broker.publish(Drafts.kept("a", "1", 1)));
        redis.command("SCRIPT", "FLUSH");
        Await.result(broker.publish(Drafts.kept("a", "1", 1)));
        redis.command("SCRIPT", "FLUSH");
        assertThat(broker.read("a", Page.after(0, 10)).entries()).hasSize(2);

        List<Long> offsets = new ArrayList<>();
        for (int round = 0; round < 20; round++) {
            Future<List<Optional<Position>>> many = broker.publishAll(Drafts.many("a", "s", 100));
            do {
                redis.command("SCRIPT", "FLUSH");
            } while (!many.isComplete());
            Await.result(many)
                    .forEach(position -> offsets.add(position.orElseThrow().offset()));
        }
        assertThat(offsets)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(3, 2_002).boxed().toList());
    }

    @Test
    void withoutMemoryNothingOfAPublishHappens() {
        Publishing broker = publishing();
        Listening feed = listening();
        List.of("a", "passing", "plain").forEach(channel -> Await.result(feed.subscribe(channel)));
        Await.result(broker.publish(Drafts.kept("a", "1", 1)));
        String before = dump();
        redis.command("CONFIG", "SET", "maxmemory", "1");
        assertRefused(broker, Drafts.keyed("a", "2", 2, "k"));
        assertRefused(broker, Drafts.keyed("new", "2", 2, "k"));
        assertRefused(broker, Drafts.passing("passing", "2", "k"));
        assertThat(Await.failure(broker.turn(raw -> raw.read(new ChannelName("new"), Page.after(0, 1)))))
                .isInstanceOf(BrokerUnavailableException.class);
        assertThat(broker.read("a", Page.after(0, 10)).entries()).hasSize(1);
        redis.command("CONFIG", "SET", "maxmemory", "0");
        assertThat(dump()).isEqualTo(before);
        assertThat(Await.result(broker.publish(Drafts.keyed("a", "3", 3, "k")))
                        .orElseThrow()
                        .offset())
                .isEqualTo(2);
        Await.result(broker.publish("plain", "4"));
        Await.until("the marker", () -> !feed.texts("plain").isEmpty());
        assertThat(feed.texts("a")).hasSize(2);
        assertThat(feed.texts("passing")).isEmpty();
    }

    @Test
    void aReplicaTakesNothingAndTheLinkLooksForTheMaster() {
        Publishing broker = publishing();
        Await.result(broker.publish(Drafts.kept("a", "1", 1)));
        String before = dump();
        double reconnects = drivers.count("carillon.broker.reconnects");
        redis.command("REPLICAOF", "127.0.0.1", Integer.toString(Ports.free()));
        assertThat(Await.failure(broker.publish(Drafts.keyed("a", "2", 2, "k"))))
                .isInstanceOf(RefusedException.class);
        Await.until("the link seeks anew", () -> drivers.count("carillon.broker.reconnects") > reconnects);
        assertThat(dump()).isEqualTo(before);
        redis.command("REPLICAOF", "NO", "ONE");
        Draft again = Drafts.keyed("a", "2", 2, "k");
        Await.until("it is taken", () -> isTaken(broker, again));
        assertThat(broker.read("a", Page.after(0, 10)).top().offset()).isEqualTo(2);
    }

    private static boolean isTaken(Publishing broker, Draft draft) {
        return Await.result(broker.publish(draft).transform(done -> Future.succeededFuture(done.succeeded())));
    }

    @Test
    void whileAScriptOfAnotherBlocksNothingIsTaken() {
        Publishing broker = publishing();
        Await.result(broker.publish(Drafts.kept("a", "1", 1)));
        String before = dump();
        redis.command("CONFIG", "SET", "lua-time-limit", "1");
        CompletableFuture<Object> endless =
                CompletableFuture.supplyAsync(() -> redis.command("EVAL", "while true do end", "0"));
        Await.until("Redis is busy", () -> redis.command("PING").toString().startsWith("BUSY"));
        assertThat(Await.failure(broker.publish(Drafts.keyed("a", "2", 2, "k"))))
                .isInstanceOf(BrokerUnavailableException.class);
        assertThat(Await.failure(broker.publish("plain", "2"))).isInstanceOf(BrokerUnavailableException.class);
        redis.command("SCRIPT", "KILL");
        endless.join();
        assertThat(dump()).isEqualTo(before);
        Await.until("it is taken", () -> isTaken(broker, Drafts.keyed("a", "2", 2, "k")));
        assertThat(broker.read("a", Page.after(0, 10)).top().offset()).isEqualTo(2);
    }

    /** A key that holds something else: found by the first read, by the first write, or in the middle of counting. */
    @ParameterizedTest
    @CsvSource({"SET," + POSITION + ",x,", "SET," + HISTORY + ",x,", "RPUSH," + KEY + ",x,", "HSET," + POSITION + ",o,x"
    })
    void whatCarillonDidNotWriteStaysAndRefusesOneAlone(String command, String key, String first, String second) {
        Publishing broker = publishing();
        Listening feed = listening();
        Await.result(feed.subscribe("a"));
        Await.result(feed.subscribe("marker"));
        Await.result(broker.publish(Drafts.kept("a", "1", 1)));
        if (!command.equals("HSET")) {
            redis.command("DEL", key);
        }
        redis.command(second == null ? new String[] {command, key, first} : new String[] {command, key, first, second});
        String before = dump();
        assertRefused(broker, Drafts.keyed("a", "2", 2, "k"));
        assertThat(dump()).isEqualTo(before);
        Await.result(broker.publish("marker", "3"));
        Await.until("the marker", () -> !feed.texts("marker").isEmpty());
        assertThat(feed.texts("a")).hasSize(1);
    }

    @Test
    void whatIsForbiddenForOneOfManyIsDoneForTheOthers() {
        redis.command(
                "ACL", "SETUSER", "u", "on", ">secret", "+@all", "~*", "resetchannels", "&carillon:up", "&carillon:a");
        driver = drivers.standalone("redis://u:secret@127.0.0.1:" + redis.port());
        Publishing broker = publishing();
        List<Future<Void>> answers = new ArrayList<>();
        Await.result(broker.turn(raw -> {
            for (String channel : List.of("a", "forbidden", "a")) {
                answers.add(raw.publish(new ChannelName(channel), Publishing.text(channel, "1")));
            }
            return Future.join(answers).otherwiseEmpty();
        }));
        assertThat(answers).extracting(Future::succeeded).containsExactly(true, false, true);
        assertThat(answers.get(1).cause()).isInstanceOf(RefusedException.class);
    }

    /** In one turn with neighbours of all kinds, which are taken. */
    private static void assertRefused(Publishing broker, Draft draft) {
        List<Future<?>> neighbours = new ArrayList<>();
        Future<?> refused = broker.turn(raw -> {
            neighbours.add(raw.publish(new ChannelName("before"), Publishing.text("before", "1")));
            Future<?> publish = raw.publish(draft);
            neighbours.add(raw.publish(new ChannelName("after"), Publishing.text("after", "1")));
            return publish.mapEmpty();
        });
        assertThat(Await.failure(refused)).isInstanceOf(BrokerUnavailableException.class);
        assertThat(neighbours).allSatisfy(neighbour -> Await.result(neighbour));
    }

    /** All that Redis holds. */
    private String dump() {
        String all = "local all = {} "
                + "for _, key in ipairs(redis.call('KEYS', '*')) do all[#all + 1] = key .. redis.sha1hex(redis.call('DUMP', key)) end "
                + "table.sort(all) return table.concat(all, ' ')";
        return redis.command("EVAL", all, "0").toString();
    }
}
