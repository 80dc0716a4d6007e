package io.carillon.broker.redis;

import io.carillon.broker.BrokerContract;
import io.carillon.broker.BrokerDriver;
import io.carillon.broker.HistoryContract;
import io.carillon.testing.RedisCluster;
import io.carillon.testing.RedisProgram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The contracts on a cluster of 6.2, which has classic pub/sub only. */
class RedisClusterIT {
    private static RedisCluster redis;

    @BeforeAll
    static void startRedis() {
        redis = RedisCluster.withoutReplicas(RedisProgram.BUNDLED);
    }

    @AfterAll
    static void stopRedis() {
        if (redis != null) {
            redis.close();
        }
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
}
