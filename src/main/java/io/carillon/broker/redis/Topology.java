package io.carillon.broker.redis;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps its owner's table of slots fresh: asks when the owner misses a part of the cluster, when it has been told that
 * something moved, and now and then. Each question goes to the next node that is known, on a connection of its own, so
 * that one that hangs costs one question. The longer something is missing, the rarer the questions, down to one in 2 s.
 *
 * <p>Belongs to one event loop.
 */
final class Topology {
    private static final Logger LOG = LoggerFactory.getLogger(Topology.class);
    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(10);
    /** By which the pause grows with each question, in steps of {@link Backoff}. */
    private static final int PACE = 3;

    private static final int MAX_ROUNDS = 100;

    interface Owner {
        /** Whether it is connected with all that its table names. */
        boolean isUp();

        /** Called for every table that was read, also for one that says nothing new. */
        void onTable(SlotTable table);
    }

    private final Vertx vertx;
    private final RedisEndpoints endpoints;
    private final DoubleSupplier jitter;
    private final Owner owner;
    private List<NodeAddress> nodes = List.of();
    private final RedisStatus.Watch watch;
    private int questions;
    private int failures;
    private int rounds;
    private boolean doubtful;
    private boolean closed;
    private long readAt;
    private long timer;

    Topology(Vertx vertx, RedisEndpoints endpoints, DoubleSupplier jitter, Owner owner) {
        this.vertx = vertx;
        this.endpoints = endpoints;
        this.jitter = jitter;
        this.owner = owner;
        watch = endpoints.watch();
    }

    void open() {
        ask();
    }

    /** The table is wrong somewhere: it is read again soon. */
    void doubt() {
        doubtful = true;
    }

    private void watch() {
        if (!closed) {
            timer = vertx.setTimer(Backoff.delay(PACE * (1 + rounds), jitter.getAsDouble()), id -> look());
        }
    }

    private void look() {
        boolean calm = !doubtful && owner.isUp();
        rounds = calm ? 0 : Math.min(rounds + 1, MAX_ROUNDS);
        if (calm && System.nanoTime() - readAt < FRESH_NANOS) {
            watch();
        } else {
            ask();
        }
    }

    private void ask() {
        doubtful = false;
        int next = questions++ % (nodes.size() + endpoints.count());
        RedisEndpoints asked = next < nodes.size() ? endpoints.of(nodes.get(next)) : endpoints;
        read(asked, Math.max(0, next - nodes.size())).onComplete((table, failure) -> {
            if (closed) {
                return;
            }
            if (failure == null) {
                read(table);
            } else {
                failed(RedisLink.reason(failure));
            }
            watch();
        });
    }

    private void read(SlotTable table) {
        readAt = System.nanoTime();
        failures = 0;
        watch.connected();
        vertx.setTimer(RedisStatus.SETTLE_MILLIS, id -> endpoints.status().settle());
        nodes = new ArrayList<>(table.nodes());
        owner.onTable(table);
    }

    /** One node that does not answer is no trouble of the cluster: the others are asked before it counts. */
    private void failed(String reason) {
        LOG.atDebug().addKeyValue("reason", reason).log("CLUSTER SLOTS failed, trying the next node");
        failures++;
        if (failures >= nodes.size() + endpoints.count()) {
            watch.lost("CLUSTER SLOTS failed: " + reason);
        }
    }

    private Future<SlotTable> read(RedisEndpoints asked, int attempt) {
        Request question = Request.cmd(Command.CLUSTER).arg("SLOTS");
        return asked.find(vertx, attempt)
                .compose(options -> ShortConnection.ask(vertx, options, question, endpoints.connectTimeoutMillis()))
                .map(slots -> SlotTable.read(slots, asked.host(attempt)));
    }

    void close() {
        closed = true;
        watch.closed();
        vertx.cancelTimer(timer);
    }
}
