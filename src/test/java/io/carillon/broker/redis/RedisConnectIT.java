package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.BrokerUnavailableException;
import io.carillon.broker.Listening;
import io.carillon.broker.Publishing;
import io.carillon.config.RedisConfig;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.carillon.testing.RedisCluster;
import io.carillon.testing.RedisProcess;
import io.carillon.testing.RedisProgram;
import io.carillon.testing.RedisSocket;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RedisConnectIT {
    private final Vertx vertx = Vertx.vertx();
    private final RedisDrivers drivers = new RedisDrivers();

    @AfterEach
    void end() {
        Await.result(vertx.close());
    }

    @Test
    void anEndpointThatIsThereLaterIsFound() {
        try (RedisProcess redis = RedisProcess.reserve()) {
            var driver = drivers.standalone(redis.uri());
            Listening feed = new Listening(Loop.start(vertx), driver);
            Publishing broker = new Publishing(Loop.start(vertx), driver);
            assertThat(Await.failure(feed.subscribe("a"))).isInstanceOf(BrokerUnavailableException.class);
            assertThat(Await.failure(broker.publish("a", "1"))).isInstanceOf(BrokerUnavailableException.class);
            Await.until("failed attempts", () -> drivers.count("carillon.broker.reconnects") >= 4);
            redis.restart();
            feed.awaitUp();
            roundTrip(feed, broker.awaitUp());
        }
    }

    @Test
    void aWrongPasswordIsTriedAgainUntilItIsRight() {
        try (RedisProcess redis = RedisProcess.start("--requirepass", "right")) {
            var driver = drivers.standalone("redis://:wrong@127.0.0.1:" + redis.port() + "/0");
            Listening feed = new Listening(Loop.start(vertx), driver);
            Publishing broker = new Publishing(Loop.start(vertx), driver);
            Await.until("refused attempts", () -> drivers.count("carillon.broker.reconnects") >= 4);
            assertThat(feed.isUp()).isFalse();
            assertThat(Await.failure(broker.publish("a", "1"))).isInstanceOf(BrokerUnavailableException.class);
            setPassword(redis, "right", "wrong");
            feed.awaitUp();
            roundTrip(feed, broker.awaitUp());
            assertThat(clients(redis, "wrong"))
                    .as("connections left open by failed attempts")
                    .isLessThan(6);
        }
    }

    private static void setPassword(RedisProcess redis, String old, String password) {
        try (var socket = new RedisSocket(redis.port())) {
            socket.command("AUTH", old);
            socket.command("CONFIG", "SET", "requirepass", password);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long clients(RedisProcess redis, String password) {
        try (var socket = new RedisSocket(redis.port())) {
            socket.command("AUTH", password);
            return socket.command("CLIENT", "LIST").toString().lines().count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void userPasswordAndDatabaseOfTheEndpointAreUsed() {
        try (RedisProcess redis = RedisProcess.start()) {
            redis.command("ACL", "SETUSER", "ann", "on", ">p@ss:1", "allchannels", "+@all");
            var driver = drivers.standalone("redis://ann:p%40ss%3A1@127.0.0.1:" + redis.port() + "/3");
            Listening feed = new Listening(Loop.start(vertx), driver).awaitUp();
            roundTrip(feed, new Publishing(Loop.start(vertx), driver).awaitUp());
            assertThat(redis.command("CLIENT", "LIST").toString())
                    .contains("db=3")
                    .contains("user=ann");
        }
    }

    @Test
    void aClusterIsReachedThroughTheNextEndpointWhenOneIsDead() {
        try (RedisProcess dead = RedisProcess.reserve();
                RedisCluster cluster = RedisCluster.withoutReplicas(RedisProgram.BUNDLED)) {
            var driver = drivers.driver(RedisConfig.Mode.CLUSTER, Optional.empty(), dead.uri(), cluster.uris()[0]);
            Listening feed = new Listening(Loop.start(vertx), driver).awaitUp();
            roundTrip(feed, new Publishing(Loop.start(vertx), driver).awaitUp());
        }
    }

    @Test
    void sentinelsAreAskedForTheMasterOnEveryConnect() {
        try (RedisProcess first = RedisProcess.start();
                RedisProcess second = RedisProcess.start();
                FakeSentinel sentinel = FakeSentinel.start(vertx, first.port())) {
            var driver = drivers.driver(
                    RedisConfig.Mode.SENTINEL,
                    Optional.of("mymaster"),
                    "redis://127.0.0.1:" + RedisProcess.reserve().port(),
                    sentinel.uri());
            Listening feed = new Listening(Loop.start(vertx), driver).awaitUp();
            Publishing broker = new Publishing(Loop.start(vertx), driver).awaitUp();
            roundTrip(feed, broker);
            sentinel.setMaster(second.port());
            first.kill();
            Await.until(
                    "the feed moved",
                    () -> second.command("PUBSUB", "CHANNELS").toString().equals("[carillon:a]"));
            feed.awaitUp();
            Await.result(broker.awaitUp().publish("a", "2"));
            feed.awaitCount(2);
        }
    }

    private static void roundTrip(Listening feed, Publishing broker) {
        Await.result(feed.subscribe("a"));
        Await.result(broker.publish("a", "1"));
        feed.awaitCount(1);
    }
}
