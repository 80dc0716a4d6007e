package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.BrokerDriver;
import io.carillon.broker.BrokerUnavailableException;
import io.carillon.broker.Drafts;
import io.carillon.broker.HistoryContract;
import io.carillon.broker.Page;
import io.carillon.broker.Past;
import io.carillon.broker.Publishing;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.channel.Retention;
import io.carillon.testing.Await;
import io.carillon.testing.RedisProcess;
import io.carillon.testing.RedisProgram;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedisHistoryIT extends HistoryContract {
    private static final String POSITION = "carillon:position:{carillon:a}";
    private static final String HISTORY = "carillon:history:{carillon:a}";
    private static final String KEY = "carillon:key:{carillon:a}:k";

    private RedisProcess redis;

    RedisProgram program() {
        return RedisProgram.BUNDLED;
    }

    @Override
    protected BrokerDriver driver() {
        redis = RedisProcess.start(program());
        return new RedisDrivers().documented(redis);
    }

    @AfterEach
    void stopRedis() {
        redis.close();
    }

    @Override
    protected void forget(String channel) {
        redis.command("DEL", "carillon:position:{carillon:" + channel + "}");
    }

    @Test
    void everyKeyExpires() {
        Publishing broker = publishing();
        Retention minute = new Retention(10, Duration.ofMinutes(1));
        Await.result(broker.publish(Drafts.kept("a", "1", 1, minute)));
        Await.result(broker.publish(Drafts.keyed("a", "1", 1, "k")));
        Await.result(broker.publish(Drafts.kept("a", "1", 1, minute)));
        assertThat((List<?>) redis.command("KEYS", "*")).hasSize(3);
        assertThat(minutesLeft(HISTORY)).isEqualTo(1);
        assertThat(minutesLeft(POSITION)).isEqualTo(24 * 60);
        assertThat(minutesLeft(KEY)).isEqualTo(5);
    }

    @Test
    void aPositionOutlivesItsEntries() {
        Publishing broker = publishing();
        Await.result(broker.publish(Drafts.kept("a", "1", 1, new Retention(10, Duration.ofHours(20)))));
        assertThat(minutesLeft(POSITION)).isEqualTo(40 * 60);
        broker.read("a", Page.after(0, 1));
        assertThat(minutesLeft(POSITION)).isEqualTo(40 * 60);
        redis.command("PEXPIRE", POSITION, "60000");
        broker.read("a", Page.after(0, 1));
        assertThat(minutesLeft(POSITION)).isEqualTo(24 * 60);
    }

    @Test
    void readingInPassingStoresNothing() {
        Publishing broker = publishing();
        for (int i = 0; i < 100; i++) {
            broker.read("never" + i, Page.after(0, 1_000).keepingEmpty(0));
        }
        assertThat((List<?>) redis.command("KEYS", "*")).isEmpty();
    }

    @Test
    void anEmptyHistoryIsKeptAsLongAsTheLongestReadingSaid() {
        Publishing broker = publishing();
        broker.read("a", Page.after(0, 1));
        assertThat(secondsLeft(POSITION)).isBetween(1L, 10L);
        broker.read("a", Page.after(0, 1).keepingEmpty(120_000));
        broker.read("a", Page.after(0, 1));
        broker.read("a", Page.after(0, 1).keepingEmpty(0));
        assertThat(secondsLeft(POSITION)).isBetween(60L, 120L);
        Await.result(broker.publish(Drafts.kept("a", "1", 1)));
        assertThat(minutesLeft(POSITION)).isEqualTo(24 * 60);
    }

    /** A node of an earlier version keeps each position for a day. */
    @Test
    void whatOthersKeepForLongerIsNotShortened() {
        Publishing broker = publishing();
        redis.command("HSET", POSITION, "e", "old", "o", "0", "t", "0");
        redis.command("PEXPIRE", POSITION, "86400000");
        assertThat(broker.read("a", Page.after(0, 1)).top()).isEqualTo(Position.before("old"));
        assertThat(minutesLeft(POSITION)).isEqualTo(24 * 60);
    }

    @ParameterizedTest
    @CsvSource({"min-replicas-to-write, 1", "maxmemory, 1"})
    void whereNothingCanBeWrittenHistoriesAreRead(String option, String value) {
        Publishing broker = publishing();
        Position first = Await.result(broker.publish(Drafts.kept("a", "1", 1))).orElseThrow();
        redis.command("CONFIG", "SET", option, value);
        assertThat(Await.failure(broker.publish(Drafts.kept("a", "2", 2))))
                .isInstanceOf(BrokerUnavailableException.class);
        Past past = broker.read("a", Page.after(0, 10));
        assertThat(past.top()).isEqualTo(first);
        assertThat(past.entries()).hasSize(1);
        assertThat(broker.read("never", Page.after(0, 10).keepingEmpty(0)).entries())
                .isEmpty();
    }

    @Test
    void aReplicaIsNotRead() {
        Publishing broker = publishing();
        Position first = Await.result(broker.publish(Drafts.kept("a", "1", 1))).orElseThrow();
        Await.result(broker.publish(Drafts.kept("long", "1", 1, new Retention(10, Duration.ofHours(20)))));
        redis.command("REPLICAOF", "127.0.0.1", "1");
        for (String channel : List.of("a", "never", "long")) {
            assertThat(Await.failure(broker.turn(raw -> raw.read(new ChannelName(channel), Page.after(0, 1)))))
                    .isInstanceOf(BrokerUnavailableException.class);
        }
        redis.command("REPLICAOF", "NO", "ONE");
        Await.until(
                "it is read again",
                () -> Await.result(broker.turn(raw -> raw.read(new ChannelName("a"), Page.after(0, 1))
                        .transform(read -> Future.succeededFuture(read.succeeded())))));
        assertThat(broker.read("a", Page.after(0, 1)).top()).isEqualTo(first);
    }

    private long secondsLeft(String key) {
        return ((Long) redis.command("PTTL", key) + 999) / 1_000;
    }

    /** Rounded up. */
    private long minutesLeft(String key) {
        return ((Long) redis.command("PTTL", key) + 59_999) / 60_000;
    }

    @Test
    void aPageEndsWhereAnEntryIsMissingOrNotCarillons() {
        Publishing broker = publishing();
        Await.result(broker.publishAll(Drafts.many("a", "s", 6)));
        Position fourth = broker.read("a", Page.after(3, 1)).entries().get(0).position();
        redis.command("XDEL", HISTORY, fourth.offset() + "-" + fourth.timestamp());
        assertThat(offsets(broker, Page.after(0, 10))).containsExactly(1L, 2L, 3L);
        assertThat(offsets(broker, Page.backFrom(Page.NEWEST, 10))).containsExactly(6L, 5L);
        redis.command("XADD", HISTORY, "7-1", "m", "{\"data\":1}", "p", "1");
        redis.command("XADD", HISTORY, "8-1", "x", "y");
        assertThat(offsets(broker, Page.after(4, 10))).containsExactly(5L, 6L);
        assertThat(offsets(broker, Page.after(6, 10))).isEmpty();
        assertThat(offsets(broker, Page.after(7, 10))).isEmpty();
    }

    private static List<Long> offsets(Publishing broker, Page page) {
        return broker.read("a", page).entries().stream()
                .map(Publication::position)
                .map(Position::offset)
                .toList();
    }
}
