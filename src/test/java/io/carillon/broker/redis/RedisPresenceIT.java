package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.BrokerDriver;
import io.carillon.broker.PresenceContract;
import io.carillon.broker.Step.Kind;
import io.carillon.testing.RedisProcess;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RedisPresenceIT extends PresenceContract {
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
    void channels_without_members_leave_no_keys() {
        var one = node();
        var two = node();
        List<String> clients = List.of("ada/1", "ada/2", "ben/1");
        one.joinAll("a", clients);
        clients.forEach(client -> one.step(Kind.AWAY, "a", client));
        one.step(Kind.AWAY, "a", "ada/1");
        two.joinAll("a", List.of("ada/3", "ada/4"));
        clients.forEach(client -> one.step(Kind.DEPART, "a", client));
        two.step(Kind.AWAY, "a", "ada/3");
        two.step(Kind.DEPART, "a", "ada/3");
        assertThat(keys("carillon:presence:*")).hasSize(2);
        two.step(Kind.DEPART, "a", "ada/4");
        one.read("a");
        two.read("a");
        assertThat(keys("*"))
                .containsExactlyInAnyOrder(
                        "carillon:presence-epoch:{carillon:}", "carillon:presence-leases:{carillon:}");
    }

    private static List<String> keys(String pattern) {
        return ((List<?>) redis.command("KEYS", pattern))
                .stream().map(Object::toString).toList();
    }

    @Test
    void a_store_that_has_forgotten_everything_has_another_epoch_and_holds_no_lease() {
        var node = node();
        String epoch = node.epoch();
        redis.command("FLUSHALL");
        assertThat(node.renew(epoch).held()).isFalse();
        assertThat(node.renew(epoch).epoch()).isNotEqualTo(epoch);
    }

    @Test
    void a_key_of_another_kind_fails_its_channel_alone() {
        var node = node();
        redis.command("SET", "carillon:presence-users:{carillon:a}", "x");
        assertThat(node.fails("a", Kind.JOIN, "ada/1")).hasMessage("Redis did not take it");
        node.step(Kind.JOIN, "b", "ada/1");
        assertThat(node.read("b").count()).isEqualTo(1);
    }
}
