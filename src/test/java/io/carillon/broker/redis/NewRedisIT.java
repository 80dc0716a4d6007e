package io.carillon.broker.redis;

import io.carillon.broker.BrokerContract;
import io.carillon.broker.BrokerDriver;
import io.carillon.broker.EventContract;
import io.carillon.broker.HistoryContract;
import io.carillon.testing.RedisProcess;
import io.carillon.testing.RedisProgram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** The contracts on Redis 7.0. */
class NewRedisIT {
    private static RedisProcess redis;

    @BeforeAll
    static void startRedis() {
        redis = RedisProcess.start(RedisProgram.INSTALLED);
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
            redis.command("FLUSHALL");
        }

        @Override
        protected BrokerDriver driver() {
            return new RedisDrivers().documented(redis);
        }

        @Override
        protected void forget(String channel) {
            redis.command("DEL", "carillon:position:{carillon:" + channel + "}");
        }
    }

    @Nested
    class Events extends EventContract {
        @AfterEach
        void empty() {
            redis.command("FLUSHALL");
        }

        @Override
        protected BrokerDriver driver() {
            return new RedisDrivers().documented(redis);
        }
    }
}
