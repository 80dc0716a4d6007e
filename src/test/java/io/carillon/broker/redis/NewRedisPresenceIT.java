package io.carillon.broker.redis;

import io.carillon.broker.BrokerDriver;
import io.carillon.broker.PresenceContract;
import io.carillon.testing.RedisProcess;
import io.carillon.testing.RedisProgram;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;

/** The contract on Redis 7.0. */
class NewRedisPresenceIT extends PresenceContract {
    private static RedisProcess redis;

    @BeforeAll
    static void startRedis() {
        redis = RedisProcess.start(RedisProgram.INSTALLED);
    }

    @AfterEach
    void forget() {
        redis.command("FLUSHALL");
    }

    @AfterAll
    static void stopRedis() {
        if (redis != null) {
            redis.close();
        }
    }

    @Override
    protected BrokerDriver driver() {
        return new RedisDrivers().documented(redis);
    }
}
