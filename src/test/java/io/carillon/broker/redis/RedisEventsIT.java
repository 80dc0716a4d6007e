package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.BrokerDriver;
import io.carillon.broker.EventContract;
import io.carillon.testing.RedisProcess;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisEventsIT extends EventContract {
    private static RedisProcess redis;

    @BeforeAll
    static void startRedis() {
        redis = RedisProcess.start();
    }

    @AfterEach
    void forget() {
        redis.command("FLUSHALL");
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    @Override
    protected BrokerDriver driver() {
        return new RedisDrivers().documented(redis);
    }

    @Test
    void all_keys_are_in_one_slot_and_begin_with_the_prefix() {
        node("a");
        assertThat((List<?>) redis.command("KEYS", "*"))
                .isNotEmpty()
                .allMatch(key -> key.toString().startsWith("carillon:hooks-")
                        && key.toString().contains(":{carillon:}"));
    }
}
