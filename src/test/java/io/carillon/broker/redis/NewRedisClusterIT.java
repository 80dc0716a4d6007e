package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.BrokerContract;
import io.carillon.broker.BrokerDriver;
import io.carillon.broker.HistoryContract;
import io.carillon.broker.Listening;
import io.carillon.broker.PresenceContract;
import io.carillon.broker.RevocationContract;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.carillon.testing.RedisCluster;
import io.carillon.testing.RedisProcess;
import io.carillon.testing.RedisProgram;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contracts on a cluster of 7.0, with sharded pub/sub. */
class NewRedisClusterIT {
    private static RedisCluster redis;

    @BeforeAll
    static void startRedis() {
        redis = RedisCluster.withoutReplicas(RedisProgram.INSTALLED);
    }

    @AfterAll
    static void stopRedis() {
        if (redis != null) {
            redis.close();
        }
    }

    @Test
    void whatOtherProgramsPublishInTheClassicWayIsHeardOnce() {
        Vertx vertx = Vertx.vertx();
        Listening feed = new Listening(Loop.start(vertx), new RedisDrivers().cluster(redis)).awaitUp();
        Await.result(feed.subscribe("foreign"));
        for (RedisProcess node : redis.nodes()) {
            node.command("PUBLISH", "carillon:foreign", "{\"data\":" + node.port() + "}");
        }
        redis.owner("carillon:foreign").command("SPUBLISH", "carillon:foreign", "{\"data\":\"sharded\"}");
        feed.awaitCount(redis.nodes().size() + 1);
        assertThat(feed.texts("foreign"))
                .doesNotHaveDuplicates()
                .hasSize(redis.nodes().size() + 1);
        Await.result(vertx.close());
    }

    @Nested
    class Messages extends BrokerContract {
        @Override
        protected BrokerDriver driver() {
            return new RedisDrivers().documented(redis);
        }
    }

    @Nested
    class Histories extends HistoryContract {
        @BeforeEach
        void empty() {
            redis.nodes().forEach(node -> node.command("FLUSHALL"));
        }

        @Override
        protected BrokerDriver driver() {
            return new RedisDrivers().documented(redis);
        }

        @Override
        protected void forget(String channel) {
            redis.owner("carillon:" + channel).command("DEL", "carillon:position:{carillon:" + channel + "}");
        }
    }

    @Nested
    class Revocations extends RevocationContract {
        @AfterEach
        void empty() {
            redis.nodes().forEach(node -> node.command("FLUSHALL"));
        }

        @Override
        protected BrokerDriver driver() {
            return new RedisDrivers().documented(redis);
        }
    }

    @Nested
    class Members extends PresenceContract {
        @AfterEach
        void empty() {
            redis.nodes().forEach(node -> node.command("FLUSHALL"));
        }

        @Override
        protected BrokerDriver driver() {
            return new RedisDrivers().documented(redis);
        }
    }
}
