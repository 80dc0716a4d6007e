package io.carillon.broker.redis;

import io.vertx.core.Vertx;
import io.vertx.redis.client.Response;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Announces this node's cluster to others that use the same Redis and prefix, and logs each of another name once: they share
 * all channels, which is rarely meant. Since it writes every 2 s, it also finds out when Redis takes writes again.
 *
 * <p>Belongs to one event loop.
 */
final class Announcement {
    private static final Logger LOG = LoggerFactory.getLogger(Announcement.class);
    private static final Script SCRIPT = Script.named("announce");
    private static final long PERIOD_MILLIS = 2_000;
    private static final long LIFE_MILLIS = 15_000;

    /** Names that are read, and of each that are remembered as logged. */
    private static final int MAX_NAMES = 16;

    private final Vertx vertx;
    private final RedisLanes lanes;
    private final RedisStatus status;
    private final String key;
    private final String cluster;
    private final Set<String> logged = new HashSet<>();
    private long timer;

    /** @param lanes are not closed with it */
    Announcement(Vertx vertx, RedisLanes lanes, RedisStatus status, String prefix, String cluster) {
        this.vertx = vertx;
        this.lanes = lanes;
        this.status = status;
        this.cluster = cluster;
        key = prefix + "clusters:{" + prefix + "}";
        wind();
    }

    private void wind() {
        timer = vertx.setTimer(PERIOD_MILLIS, id -> {
            announce();
            status.settle();
            wind();
        });
    }

    private void announce() {
        List<?> arguments = List.of(cluster, LIFE_MILLIS, MAX_NAMES);
        lanes.on(key, 0, lane -> lane.run(SCRIPT, List.of(key), arguments, 0).onSuccess(names -> lane.wrote()))
                .onSuccess(this::look);
    }

    private void look(Response names) {
        for (Response each : names) {
            String name = each.toString();
            if (!name.equals(cluster) && logged.size() < MAX_NAMES && logged.add(name)) {
                LOG.atWarn()
                        .addKeyValue("cluster", cluster)
                        .addKeyValue("other", name)
                        .log(
                                "Another cluster.name uses the same Redis and broker.redis.prefix: they share all channels");
            }
        }
    }

    void close() {
        vertx.cancelTimer(timer);
    }
}
