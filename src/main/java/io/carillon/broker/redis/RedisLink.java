package io.carillon.broker.redis;

import io.carillon.config.Reason;
import io.carillon.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.impl.types.ErrorType;
import java.net.UnknownHostException;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * One connection to Redis that is there or being sought, for ever, by this one loop. The client does not reconnect by
 * itself; it tells of a lost connection in one of two ways, and of a peer that has fallen silent not at all, so the owner
 * drops the connection when an answer is overdue.
 *
 * <p>Each attempt has a client of its own. Closing it is the one way that ends everything about the attempt: sockets half
 * way through their handshake, and a connection whose commands will never be answered.
 *
 * <p>Belongs to one event loop.
 */
final class RedisLink {
    /** With this text the client fails what was under way on a connection that has ended, as if it came from Redis. */
    private static final String CONNECTION_CLOSED = "CONNECTION_CLOSED";

    private static final String REPLICA = "The master has become a replica";

    /** For so long a new connection is not given up for another master, lest it is sought without an end. */
    private static final long MASTER_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** Told in turn, beginning with up. */
    interface Owner {
        void onUp(RedisConnection connection);

        void onDown();
    }

    private final Vertx vertx;
    private final RedisEndpoints endpoints;
    private final Meters meters;
    private final DoubleSupplier jitter;
    private final Owner owner;
    private final RedisStatus.Watch watch;
    private final Fence fence = new Fence();

    /** One way to a connection, from finding the address to its loss. */
    private static final class Attempt {
        /** Null until the address is known. */
        Redis client;

        /** Whether it is to be given up because Redis is a replica. */
        boolean seeking;

        Future<Void> end() {
            return client == null ? Future.succeededFuture() : client.close();
        }
    }

    /** The present one; null between two attempts and after the end. */
    private Attempt current;

    private boolean up;
    private boolean sharded;
    private long upSince;
    private int attempts;
    private int failures;
    private long timer;

    RedisLink(Vertx vertx, RedisEndpoints endpoints, Meters meters, DoubleSupplier jitter, Owner owner) {
        this.vertx = vertx;
        this.endpoints = endpoints;
        this.meters = meters;
        this.jitter = jitter;
        this.owner = owner;
        watch = endpoints.watch();
    }

    void open() {
        Attempt attempt = new Attempt();
        current = attempt;
        timer = vertx.setTimer(endpoints.connectTimeoutMillis(), id -> lost(attempt, "No answer while connecting"));
        endpoints
                .find(vertx, attempts++)
                .compose(options -> connect(attempt, options))
                .onFailure(failure -> failed(attempt, failure));
    }

    private Future<Boolean> connect(Attempt attempt, RedisOptions options) {
        if (attempt != current) {
            return Future.failedFuture("No answer while connecting");
        }
        attempt.client = Redis.createClient(vertx, options);
        return attempt.client
                .connect()
                .compose(connection -> endpoints
                        .inspect(connection)
                        .compose(sharded -> fence.raise(connection).map(sharded))
                        .onSuccess(sharded -> connected(attempt, connection, sharded)));
    }

    private void failed(Attempt attempt, Throwable failure) {
        boolean answer = attempt == current && isAnswer(failure);
        lost(attempt, reason(failure));
        if (answer) {
            refused("connect", failure.getMessage());
        }
    }

    private void connected(Attempt attempt, RedisConnection connection, boolean sharded) {
        if (attempt != current) {
            return;
        }
        this.sharded = sharded;
        vertx.cancelTimer(timer);
        failures = 0;
        up = true;
        upSince = System.nanoTime();
        connection.endHandler(ignored -> lost(attempt, "The connection has ended"));
        connection.exceptionHandler(failure -> lost(attempt, reason(failure)));
        watch.connected();
        vertx.setTimer(RedisStatus.SETTLE_MILLIS, id -> endpoints.status().settle());
        owner.onUp(connection);
    }

    /** Whether a command has failed because Redis refused it. */
    static boolean isAnswer(Throwable failure) {
        return failure instanceof ErrorType && !CONNECTION_CLOSED.equals(failure.getMessage());
    }

    /** Redis has answered a command with an error, which is no reason to give the connection up. */
    void refused(String command, String error) {
        watch.refused(command, error);
    }

    /** Redis has taken a write. */
    void wrote() {
        watch.wrote();
    }

    /** Whether channels live on the connection's node alone ({@code SSUBSCRIBE}), and not in the whole cluster. */
    boolean isSharded() {
        return sharded;
    }

    /** Gives up a connection that does not answer, and seeks another. */
    void drop(String reason) {
        if (current != null) {
            lost(current, reason);
        }
    }

    /** Seeks another master in place of one that is none any more, at most once in {@link #MASTER_NANOS}. */
    void seekMaster() {
        Attempt replica = current;
        if (replica == null || replica.seeking) {
            return;
        }
        replica.seeking = true;
        long rest = TimeUnit.NANOSECONDS.toMillis(upSince + MASTER_NANOS - System.nanoTime());
        if (rest <= 0) {
            lost(replica, REPLICA);
        } else {
            vertx.setTimer(rest, id -> lost(replica, REPLICA));
        }
    }

    private void lost(Attempt attempt, String reason) {
        if (attempt != current) {
            return;
        }
        current = null;
        vertx.cancelTimer(timer);
        attempt.end();
        failures++;
        timer = vertx.setTimer(Backoff.delay(failures, jitter.getAsDouble()), id -> open());
        meters.brokerReconnect();
        watch.lost(reason);
        if (up) {
            up = false;
            owner.onDown();
        }
    }

    /** The root, since what is around it often says only that it did not work. Endpoints were checked: no secret in it. */
    static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        if (root instanceof UnknownHostException) {
            return "Unknown host: " + root.getMessage();
        }
        return Reason.of(root);
    }

    /** Ends it for good; the owner is not told. */
    Future<Void> close() {
        Attempt last = current;
        current = null;
        up = false;
        vertx.cancelTimer(timer);
        watch.closed();
        return last == null ? Future.succeededFuture() : last.end();
    }
}
