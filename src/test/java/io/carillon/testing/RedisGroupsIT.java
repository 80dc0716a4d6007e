package io.carillon.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the tests of failover stand on. */
class RedisGroupsIT {
    @ParameterizedTest
    @EnumSource
    void aReplicaOfAClusterTakesOver(RedisProgram program) {
        try (RedisCluster cluster = RedisCluster.start(program)) {
            RedisProcess old = cluster.owner("a");
            RedisProcess replica = cluster.replica(old);
            old.kill();
            RedisProcess witness = cluster.stranger(old);
            Await.until("the promotion", () -> cluster.owner("a", witness) == replica);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSlotMovesWithItsKeys(RedisProgram program) {
        try (RedisCluster cluster = RedisCluster.withoutReplicas(program)) {
            RedisProcess from = cluster.owner("a");
            RedisProcess to = cluster.stranger(from);
            assertThat(from.command("SET", "a", "1")).isEqualTo("OK");
            cluster.beginMove("a", from, to);
            cluster.endMove("a", from, to);
            assertThat(from.command("GET", "a")).asString().startsWith("MOVED");
            assertThat(to.command("GET", "a")).isEqualTo("1");
        }
    }

    @ParameterizedTest
    @EnumSource
    void sentinelsPromoteAReplica(RedisProgram program) {
        try (RedisSentinels group = RedisSentinels.start(program)) {
            RedisProcess old = group.master();
            old.kill();
            assertThat(group.awaitOtherMaster(old)).isNotSameAs(old);
        }
    }
}
