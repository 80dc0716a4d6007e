package io.carillon.broker.redis;

import io.carillon.broker.Broker;
import io.carillon.broker.BrokerUnavailableException;
import io.carillon.channel.ChannelName;
import io.carillon.config.RedisConfig;
import io.carillon.metrics.Meters;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.impl.types.ErrorType;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;

/**
 * The publishing side of one verticle: one held connection, on which the publishes of one turn of the event loop leave
 * with one write. An error with which Redis answers one PUBLISH fails the batch that it was in: such an error is about
 * the connection (no permission, still loading), not about the message.
 */
final class RedisBroker implements Broker, RedisLink.Owner {
    /** 100 ms below the promised second, for the answer's way back to the client. */
    private static final long MAX_DEADLINE_MILLIS = 900;

    private final Context context;
    private final String prefix;
    private final long deadlineNanos;
    private final RedisLink link;
    private final PublishQueue queue = new PublishQueue(RedisEndpoints.MAX_IN_FLIGHT);
    private RedisConnection connection;
    private boolean flushing;
    private boolean watching;

    RedisBroker(Context context, RedisConfig config, RedisEndpoints endpoints, Meters meters, DoubleSupplier jitter) {
        this.context = context;
        prefix = config.prefix();
        deadlineNanos = TimeUnit.MILLISECONDS.toNanos(
                Math.min(MAX_DEADLINE_MILLIS, config.commandTimeout().toMillis()));
        link = new RedisLink(context.owner(), endpoints, meters, jitter, this);
        link.open();
    }

    @Override
    public Future<Void> publish(ChannelName channel, byte[] text) {
        if (connection == null) {
            return Future.failedFuture(new BrokerUnavailableException("Redis is not connected"));
        }
        Promise<Void> promise = Promise.promise();
        if (!queue.offer(new PendingPublish(channel, text, promise, System.nanoTime()))) {
            return Future.failedFuture(new BrokerUnavailableException("Too many publishes are waiting for Redis"));
        }
        flushAtEndOfTurn();
        watch(deadlineNanos);
        return promise.future();
    }

    private void flushAtEndOfTurn() {
        if (!flushing) {
            flushing = true;
            context.runOnContext(this::flush);
        }
    }

    private void flush(Void ignored) {
        flushing = false;
        if (connection == null) {
            return;
        }
        List<PendingPublish> batch = queue.next();
        if (batch.isEmpty()) {
            return;
        }
        List<Request> requests = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            PendingPublish publish = batch.get(i);
            requests.add(Request.cmd(Command.PUBLISH, prefix + publish.channel().value(), publish.text()));
        }
        connection.batch(requests).onComplete((replies, failure) -> answered(batch, failure));
    }

    private void answered(List<PendingPublish> batch, Throwable failure) {
        if (!queue.answered(batch)) {
            return;
        }
        flushAtEndOfTurn();
        for (int i = 0; i < batch.size(); i++) {
            if (failure == null) {
                batch.get(i).promise().tryComplete();
            } else {
                batch.get(i).promise().tryFail(new BrokerUnavailableException("Redis did not take it"));
            }
        }
        if (failure != null && !(failure instanceof ErrorType)) {
            link.drop(failure.getMessage());
        }
    }

    /** One timer for all publishes, armed while there are any, for the deadline of the oldest. */
    private void watch(long nanos) {
        if (!watching) {
            watching = true;
            context.owner().setTimer(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)), id -> check());
        }
    }

    private void check() {
        watching = false;
        OptionalLong oldest = queue.oldest();
        if (oldest.isEmpty()) {
            return;
        }
        long left = oldest.getAsLong() + deadlineNanos - System.nanoTime();
        if (left > 0) {
            watch(left);
        } else {
            link.drop("No answer to a publish within the deadline");
        }
    }

    @Override
    public void onUp(RedisConnection connection) {
        this.connection = connection;
    }

    @Override
    public void onDown() {
        connection = null;
        queue.fail("The connection to Redis was lost");
    }

    @Override
    public boolean isUp() {
        return connection != null;
    }

    @Override
    public Future<Void> close() {
        connection = null;
        queue.fail("The broker is closed");
        return link.close();
    }
}
