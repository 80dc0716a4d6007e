package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.BrokerDriver;
import io.carillon.broker.RevocationContract;
import io.carillon.broker.RevocationStore;
import io.carillon.channel.Revocation;
import io.carillon.channel.Revocation.Kind;
import io.carillon.channel.Revocation.Subject;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.carillon.testing.RedisProcess;
import io.carillon.testing.RedisProgram;
import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The contract on Redis 6.2, and what it leaves there. */
class RedisRevocationIT extends RevocationContract {
    private static final String LIST = "carillon:revocations:{carillon:}";
    private static final String VERSION = "carillon:revocations-version:{carillon:}";

    private final RedisProcess redis = RedisProcess.start(program());

    RedisProgram program() {
        return RedisProgram.BUNDLED;
    }

    @AfterEach
    void stopRedis() {
        redis.close();
    }

    @Override
    protected BrokerDriver driver() {
        return new RedisDrivers().documented(redis);
    }

    @Test
    void all_of_it_expires_with_the_last_and_goes_with_it() {
        Vertx own = Vertx.vertx();
        Loop loop = Loop.start(own);
        RevocationStore store = loop.get(driver()::openRevocations);
        Subject ada = new Subject(Kind.USER, "ada");
        long until = System.currentTimeMillis() + 3_600_000;
        Await.until(
                "it is revoked",
                () -> Await.result(loop.ask(
                        context -> store.put(new Revocation(ada, until), 9).otherwise(false))));
        for (String key : new String[] {LIST, VERSION}) {
            assertThat((Long) redis.command("PTTL", key)).isBetween(3_000_000L, 3_600_000L);
        }
        boolean removed = Await.result(loop.ask(context -> store.remove(ada)));
        assertThat(removed).isTrue();
        assertThat(exists(LIST) || exists(VERSION)).isFalse();
        Await.result(own.close());
    }

    private boolean exists(String key) {
        return Long.valueOf(1).equals(redis.command("EXISTS", key));
    }
}
