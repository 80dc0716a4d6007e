package io.carillon.broker.redis;

import io.carillon.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.function.DoubleSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);

    /** With this text the client fails what was under way on a connection that has ended, as if it came from Redis. */
    private static final String CONNECTION_CLOSED = "CONNECTION_CLOSED";

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
    private final Fence fence = new Fence();

    /** Of the present attempt or connection; null between two attempts and after the end. */
    private Redis client;

    private boolean up;
    private boolean sharded;
    private int attempts;
    private int failures;
    private long timer;

    RedisLink(Vertx vertx, RedisEndpoints endpoints, Meters meters, DoubleSupplier jitter, Owner owner) {
        this.vertx = vertx;
        this.endpoints = endpoints;
        this.meters = meters;
        this.jitter = jitter;
        this.owner = owner;
    }

    void open() {
        Redis attempt = Redis.createClient(vertx, endpoints.options(attempts++));
        client = attempt;
        timer = vertx.setTimer(endpoints.connectTimeoutMillis(), id -> lost(attempt, "No answer while connecting"));
        attempt.connect()
                .compose(connection -> endpoints
                        .inspect(connection)
                        .compose(sharded -> fence.raise(connection).map(sharded))
                        .onSuccess(sharded -> connected(attempt, connection, sharded)))
                .onFailure(failure -> lost(attempt, reason(failure)));
    }

    private void connected(Redis attempt, RedisConnection connection, boolean sharded) {
        if (attempt != client) {
            return;
        }
        this.sharded = sharded;
        vertx.cancelTimer(timer);
        failures = 0;
        up = true;
        connection.endHandler(ignored -> lost(attempt, "The connection has ended"));
        connection.exceptionHandler(failure -> lost(attempt, reason(failure)));
        LOG.atInfo().log("Connected to Redis");
        owner.onUp(connection);
    }

    /** Whether a command has failed because Redis refused it. */
    static boolean isAnswer(Throwable failure) {
        return failure instanceof ErrorType && !CONNECTION_CLOSED.equals(failure.getMessage());
    }

    /** Whether channels live on the connection's node alone ({@code SSUBSCRIBE}), and not in the whole cluster. */
    boolean isSharded() {
        return sharded;
    }

    /** Gives up a connection that does not answer, and seeks another. */
    void drop(String reason) {
        if (client != null) {
            lost(client, reason);
        }
    }

    private void lost(Redis attempt, String reason) {
        if (attempt != client) {
            return;
        }
        client = null;
        vertx.cancelTimer(timer);
        attempt.close();
        failures++;
        timer = vertx.setTimer(Backoff.delay(failures, jitter.getAsDouble()), id -> open());
        meters.brokerReconnect();
        (failures == 1 ? LOG.atWarn() : LOG.atDebug())
                .addKeyValue("reason", reason)
                .log("No connection to Redis, trying again");
        if (up) {
            up = false;
            owner.onDown();
        }
    }

    /** The root, since what is around it often says only that it did not work. Endpoints were checked: no secret in it. */
    private static String reason(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
    }

    /** Ends it for good; the owner is not told. */
    Future<Void> close() {
        Redis last = client;
        client = null;
        up = false;
        vertx.cancelTimer(timer);
        return last == null ? Future.succeededFuture() : last.close();
    }
}
