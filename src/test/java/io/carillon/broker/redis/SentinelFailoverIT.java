package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.Drafts;
import io.carillon.broker.Listening;
import io.carillon.broker.Publishing;
import io.carillon.config.RedisConfig.Mode;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.carillon.testing.RedisProcess;
import io.carillon.testing.RedisProgram;
import io.carillon.testing.RedisSentinels;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SentinelFailoverIT {
    private static final Duration FAILOVER = Duration.ofSeconds(40);

    private final Vertx vertx = Vertx.vertx();
    private Listening feed;
    private Publishing broker;

    @AfterEach
    void end() {
        Await.result(vertx.close());
    }

    @ParameterizedTest
    @EnumSource
    void publishesAndSubscriptionsGoOnAtTheNewMaster(RedisProgram program) {
        try (RedisSentinels group = RedisSentinels.start(program)) {
            begin(group);
            RedisProcess old = group.master();
            old.kill();
            isHeardAt(group, old);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aMasterThatIsReplacedWhileItLivesIsLeft(RedisProgram program) {
        try (RedisSentinels group = RedisSentinels.start(program)) {
            begin(group);
            RedisProcess old = group.master();
            Await.until(
                    "a failover",
                    () -> "OK".equals(group.sentinels().get(0).command("SENTINEL", "FAILOVER", RedisSentinels.MASTER)));
            isHeardAt(group, old);
        }
    }

    private void begin(RedisSentinels group) {
        var driver = new RedisDrivers().sentinel(group);
        feed = new Listening(Loop.start(vertx), driver).awaitUp();
        broker = new Publishing(Loop.start(vertx), driver).awaitUp();
        Await.result(feed.subscribe("a"));
    }

    private void isHeardAt(RedisSentinels group, RedisProcess old) {
        RedisProcess master = group.awaitOtherMaster(old);
        Await.until("the feed is at the new master", FAILOVER, () -> isSubscribedAt(master));
        Await.until("a draft is taken", FAILOVER, () -> taken("a"));
        feed.awaitUp();
        Await.until("a message", () -> taken("a") && !feed.texts("a").isEmpty());
        assertThat(feed.returns()).isPositive();
    }

    private static boolean isSubscribedAt(RedisProcess master) {
        return ((List<?>) master.command("PUBSUB", "CHANNELS", "carillon:*")).contains("carillon:a");
    }

    private boolean taken(String channel) {
        return Await.result(broker.publish(Drafts.kept(channel, "1", 1)).otherwise(Optional.empty()))
                .isPresent();
    }

    @Test
    void aReplicaThatASentinelNamesIsNotUsed() {
        try (RedisProcess master = RedisProcess.start();
                RedisProcess replica = RedisProcess.start("--replicaof", "127.0.0.1", Integer.toString(master.port()));
                FakeSentinel sentinel = FakeSentinel.start(vertx, replica.port())) {
            RedisDrivers drivers = new RedisDrivers();
            var driver = drivers.driver(Mode.SENTINEL, Optional.of("main"), sentinel.uri());
            feed = new Listening(Loop.start(vertx), driver);
            broker = new Publishing(Loop.start(vertx), driver);
            Await.until("refused connections", () -> drivers.count("carillon.broker.reconnects") >= 4);
            assertThat(feed.isUp()).isFalse();
            assertThat(broker.isUp()).isFalse();
            sentinel.setMaster(master.port());
            feed.awaitUp();
            Await.result(feed.subscribe("a"));
            Await.result(broker.awaitUp().publish("a", "1"));
            feed.awaitCount(1);
        }
    }

    /** Its connections stay open when it is not a sentinel that makes it a replica. */
    @Test
    void aMasterThatBecomesAReplicaIsLeftWithTheFirstWrite() {
        try (RedisProcess first = RedisProcess.start();
                RedisProcess second = RedisProcess.start();
                FakeSentinel sentinel = FakeSentinel.start(vertx, first.port())) {
            var driver = new RedisDrivers().driver(Mode.SENTINEL, Optional.of("main"), sentinel.uri());
            broker = new Publishing(Loop.start(vertx), driver).awaitUp();
            sentinel.setMaster(second.port());
            first.command("REPLICAOF", "127.0.0.1", Integer.toString(second.port()));
            Future<?> refused = broker.publish(Drafts.kept("a", "1", 1));
            Await.failure(refused);
            Await.until("a draft is taken", () -> taken("a"));
            assertThat(second.command("EXISTS", "carillon:position:{carillon:a}"))
                    .isEqualTo(1L);
        }
    }
}
