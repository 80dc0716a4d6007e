package io.carillon.broker.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisOptions;
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
    private static final int PACE = 5;

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
    private int questions;
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
        RedisOptions options = asked.options(next - nodes.size() + endpoints.count());
        read(options).onComplete((table, failure) -> {
            if (closed) {
                return;
            }
            if (failure == null) {
                readAt = System.nanoTime();
                nodes = new ArrayList<>(table.nodes());
                owner.onTable(table);
            } else {
                (rounds == 0 ? LOG.atWarn() : LOG.atDebug())
                        .addKeyValue("reason", failure.getMessage())
                        .log("No table of slots from Redis, asking the next node");
            }
            watch();
        });
    }

    private Future<SlotTable> read(RedisOptions options) {
        Redis client = Redis.createClient(vertx, options);
        Promise<SlotTable> answer = Promise.promise();
        long deadline = vertx.setTimer(endpoints.connectTimeoutMillis(), id -> answer.tryFail("No answer"));
        client.connect()
                .compose(connection ->
                        connection.send(Request.cmd(Command.CLUSTER).arg("SLOTS")))
                .map(slots -> SlotTable.read(slots, RedisEndpoints.host(options.getEndpoint())))
                .onComplete(answer::tryComplete, answer::tryFail);
        return answer.future().onComplete(done -> {
            vertx.cancelTimer(deadline);
            client.close();
        });
    }

    void close() {
        closed = true;
        vertx.cancelTimer(timer);
    }
}
