package io.carillon.chaos;

import io.carillon.testing.RedisProcess;
import io.carillon.testing.RedisProgram;
import io.carillon.testing.RedisSentinels;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.Stream;

/** A master with its replicas, of which the sentinels choose another. */
final class SentinelStore implements Store {
    /** Long enough for a busy machine. */
    private static final long DOWN_AFTER_MILLIS = 3_000;

    private final RedisSentinels group;

    SentinelStore(PortRange ports) {
        group = RedisSentinels.start(RedisProgram.newest(), ports::next, DOWN_AFTER_MILLIS);
    }

    RedisSentinels group() {
        return group;
    }

    @Override
    public JsonObject conf(int road) {
        return new JsonObject()
                .put("mode", BrokerMode.SENTINEL.toString())
                .put("masterName", RedisSentinels.MASTER)
                .put("endpoints", new JsonArray(List.of((Object[]) group.uris())));
    }

    @Override
    public List<Long> pids() {
        return Stream.concat(group.servers().stream(), group.sentinels().stream())
                .map(RedisProcess::pid)
                .toList();
    }

    @Override
    public List<Integer> masters() {
        return List.of(group.master().port());
    }

    @Override
    public void close() {
        group.close();
    }
}
