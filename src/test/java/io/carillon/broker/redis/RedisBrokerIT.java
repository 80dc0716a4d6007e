package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.BrokerContract;
import io.carillon.broker.BrokerDriver;
import io.carillon.broker.Listening;
import io.carillon.broker.Publishing;
import io.carillon.testing.Await;
import io.carillon.testing.RedisProcess;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisBrokerIT extends BrokerContract {
    private static RedisProcess redis;

    @BeforeAll
    static void startRedis() {
        redis = RedisProcess.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @Override
    protected BrokerDriver driver() {
        return new RedisDrivers().documented(redis);
    }

    /** They leave with one write, and Redis answers what one of its reads brought with one write of its own. */
    @Test
    void manyPublishesOfOneTurnArriveInFewLists() {
        Listening feed = listening();
        Await.result(feed.subscribe("a"));
        Await.result(publishing().publishNumbers("a", "s", 500));
        feed.awaitCount(500);
        assertThat(feed.batches())
                .hasSizeLessThan(250)
                .allSatisfy(batch -> assertThat(batch).isNotEmpty());
    }

    @Test
    void twoFeedsHearOneOrder() {
        Listening first = listening();
        Listening second = listening();
        Await.result(first.subscribe("a"));
        Await.result(second.subscribe("a"));
        List<Publishing> three = List.of(publishing(), publishing(), publishing());
        List<Future<Void>> acknowledged = IntStream.range(0, 3)
                .mapToObj(i -> three.get(i).publishNumbers("a", "s" + i, 1_000))
                .toList();
        Await.result(Future.all(acknowledged));
        first.awaitCount(3_000);
        second.awaitCount(3_000);
        assertThat(first.texts("a")).isEqualTo(second.texts("a"));
    }

    @Test
    void theLastUnsubscribeLeavesRedis() {
        Listening feed = listening();
        Await.result(feed.subscribe("gone"));
        assertThat(channels("gone")).hasToString("[carillon:gone]");
        feed.unsubscribe("gone");
        Await.until("Redis knows no channel", () -> channels("gone").isEmpty());
    }

    @Test
    void manyChannelsAreSubscribedInOneTurn() {
        Listening feed = listening();
        List<Future<Void>> confirmed = IntStream.range(0, 2_000)
                .mapToObj(i -> feed.subscribe("many" + i))
                .toList();
        Await.result(Future.all(confirmed));
        assertThat(channels("many*")).hasSize(2_000);
    }

    @Test
    void channelsThatLookLikePatternsAreOnlyNames() {
        Listening feed = listening();
        Await.result(feed.subscribe("a.b"));
        redis.command("PUBLISH", "carillon:axb", "{\"data\":1}");
        redis.command("PUBLISH", "other:a.b", "{\"data\":2}");
        redis.command("PUBLISH", "carillon:a.b", "{\"data\":3}");
        feed.awaitCount(1);
        assertThat(feed.texts("a.b")).singleElement().asString().contains("\"data\":3");
    }

    private static List<?> channels(String pattern) {
        return (List<?>) redis.command("PUBSUB", "CHANNELS", "carillon:" + pattern);
    }
}
