package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.BrokerDriver;
import io.carillon.broker.BrokerUnavailableException;
import io.carillon.broker.Listening;
import io.carillon.broker.Publishing;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.carillon.testing.RedisProcess;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RedisOutageIT {
    private final Vertx vertx = Vertx.vertx();
    private final RedisProcess redis = RedisProcess.reserve();
    private final RedisDrivers drivers = new RedisDrivers();
    private final BrokerDriver driver = drivers.standalone(redis.uri());
    private Listening feed;
    private Publishing broker;

    @BeforeEach
    void begin() {
        redis.restart();
        feed = new Listening(Loop.start(vertx), driver).awaitUp();
        broker = new Publishing(Loop.start(vertx), driver).awaitUp();
    }

    @AfterEach
    void end() {
        redis.close();
        Await.result(vertx.close());
    }

    @Test
    void subscriptionsAndPublishesWorkAgainAfterARestart() {
        List<Future<Void>> confirmed =
                IntStream.range(0, 1_200).mapToObj(i -> feed.subscribe("c" + i)).toList();
        Await.result(Future.all(confirmed));
        redis.kill();
        assertThat(Await.failure(broker.publish("c7", "1"))).isInstanceOf(BrokerUnavailableException.class);
        Await.until("the feed is down", () -> !feed.isUp());
        assertThat(Await.failure(feed.subscribe("new"))).isInstanceOf(BrokerUnavailableException.class);
        redis.restart();
        feed.awaitUp();
        assertThat((List<?>) redis.command("PUBSUB", "CHANNELS")).hasSize(1_200);
        arrives("c7");
        arrives("c1199");
    }

    @Test
    void aStoppedRedisIsNoticedAndDeliveryResumesWhenItGoesOn() {
        Await.result(feed.subscribe("a"));
        redis.pause();
        Future<Void> unconfirmed = feed.subscribe("b");
        assertThat(Await.failure(broker.publish("a", "1"))).isInstanceOf(BrokerUnavailableException.class);
        assertThat(Await.failure(unconfirmed)).isInstanceOf(BrokerUnavailableException.class);
        Await.until("the feed is down", () -> !feed.isUp());
        redis.resume();
        feed.awaitUp();
        arrives("a");
        assertThat(redis.command("PUBSUB", "CHANNELS")).hasToString("[carillon:a]");
    }

    @Test
    void aKilledSubscriberConnectionIsReplaced() {
        Await.result(feed.subscribe("a"));
        redis.command("CLIENT", "KILL", "TYPE", "pubsub");
        Await.until("a reconnect", () -> drivers.count("carillon.broker.reconnects") >= 1);
        feed.awaitUp();
        arrives("a");
    }

    @Test
    void aKilledPublisherConnectionIsReplaced() {
        Await.result(feed.subscribe("a"));
        redis.command("CLIENT", "KILL", "TYPE", "normal");
        arrives("a");
    }

    @Test
    void anIdleConnectionIsKeptByPings() {
        Await.until("pings of an idle feed", () -> pings() >= 2);
        assertThat(drivers.count("carillon.broker.reconnects")).isZero();
    }

    private long pings() {
        return redis.command("INFO", "commandstats")
                .toString()
                .lines()
                .filter(line -> line.startsWith("cmdstat_ping:calls="))
                .mapToLong(line -> Long.parseLong(line.substring("cmdstat_ping:calls=".length(), line.indexOf(','))))
                .sum();
    }

    @Test
    void anOutageIsNoBusyLoop() {
        redis.kill();
        Await.until("some attempts", () -> drivers.count("carillon.broker.reconnects") >= 12);
        Await.until("feed and broker are down", () -> !feed.isUp());
        redis.restart();
        feed.awaitUp();
        assertThat(redis.info("stats", "total_connections_received")).isLessThan(100);
    }

    @Test
    void publishesUnderWayFailWhenRedisDies() {
        redis.pause();
        Future<Void> underWay = broker.publishNumbers("a", "s", 5_000);
        redis.kill();
        assertThat(Await.failure(underWay)).isInstanceOf(BrokerUnavailableException.class);
    }

    private void arrives(String channel) {
        Await.until("a message of " + channel, () -> {
            Await.result(broker.publish(channel, "\"again\"").otherwiseEmpty());
            return !feed.texts(channel).isEmpty();
        });
        assertThat(feed.texts(channel)).contains(Publishing.textOf(channel, "\"again\""));
    }
}
