package io.carillon.broker.redis;

import io.carillon.broker.BrokerContract;
import io.carillon.broker.BrokerDriver;
import io.carillon.broker.HistoryContract;
import io.carillon.testing.RedisProgram;
import io.carillon.testing.RedisSentinels;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The contracts on a master that sentinels name. */
class RedisSentinelIT {
    private static RedisSentinels redis;

    @BeforeAll
    static void startRedis() {
        redis = RedisSentinels.start(RedisProgram.BUNDLED);
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
            return new RedisDrivers().sentinel(redis);
        }
    }

    @Nested
    class Histories extends HistoryContract {
        @BeforeEach
        void empty() {
            redis.master().command("FLUSHALL");
        }

        @Override
        protected BrokerDriver driver() {
            return new RedisDrivers().sentinel(redis);
        }

        @Override
        protected void forget(String channel) {
            redis.master().command("DEL", "carillon:position:{carillon:" + channel + "}");
        }
    }
}
