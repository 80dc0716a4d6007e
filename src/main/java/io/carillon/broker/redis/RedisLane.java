package io.carillon.broker.redis;

import io.carillon.broker.BrokerUnavailableException;
import io.carillon.config.RedisConfig;
import io.carillon.metrics.Meters;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

/**
 * One held connection to one master, on which commands leave in the order of the calls at the end of the turn of the event
 * loop, and are answered or have failed within {@code broker.redis.commandTimeout}. Without a connection a command fails at once; nothing is kept for
 * later. A Redis that does not keep up costs the commands that cannot be sent, or are not answered, in time; one that
 * answers nothing at all costs the connection.
 *
 * <p>Commands of which only success matters leave with their neighbours in one write. The client answers such a batch as a
 * whole and keeps no answer when there is an error among them, so a command whose answer matters is sent by itself.
 *
 * <p>Belongs to one event loop. Failures are {@link BrokerUnavailableException}s, and {@link RefusedException}s where Redis
 * answered with an error.
 */
final class RedisLane implements RedisLink.Owner {
    private final Context context;
    private final long deadlineNanos;
    /** How long a command may wait to be sent: half of the deadline, so that what is sent has the other half. */
    private final long patienceNanos;

    /** How long Redis may answer nothing of what it was sent: a little more, so that what is late is what fails first. */
    private final long silenceNanos;

    private final RedisLink link;
    private final CommandQueue queue = new CommandQueue(RedisEndpoints.MAX_IN_FLIGHT);
    private RedisConnection connection;
    private boolean flushing;
    private boolean watching;
    /** When the timer is due. */
    private long watchedUntil;

    private boolean spared;
    /** When Redis answered last. */
    private long heardAt;

    private long returns;

    RedisLane(Context context, RedisConfig config, RedisEndpoints endpoints, Meters meters, DoubleSupplier jitter) {
        this.context = context;
        deadlineNanos = config.commandTimeout().toNanos();
        patienceNanos = deadlineNanos / 2;
        silenceNanos = deadlineNanos + deadlineNanos / 9;
        link = new RedisLink(context.owner(), endpoints, meters, jitter, this);
        link.open();
    }

    /**
     * Sends a command of which only success matters.
     *
     * @param bytes of what is large in the command
     */
    Future<Void> tell(Request request, int bytes) {
        return queue(name(request), request, bytes, null);
    }

    /** Sends a command; the answer is null where Redis's is. */
    Future<Response> send(Request request, int bytes) {
        return send(request, bytes, Function.identity());
    }

    /** @param reading makes the result of the answer; throws when that cannot be right */
    <T> Future<T> send(Request request, int bytes, Function<Response, T> reading) {
        return queue(name(request), request, bytes, reading);
    }

    /** Runs a script; keys and arguments are strings, numbers or byte arrays. */
    Future<Response> run(Script script, List<String> keys, List<?> arguments, int bytes) {
        return run(script, keys, arguments, bytes, Function.identity());
    }

    <T> Future<T> run(Script script, List<String> keys, List<?> arguments, int bytes, Function<Response, T> reading) {
        Request request = Request.cmd(Command.EVAL).arg(script.body()).arg(keys.size());
        keys.forEach(key -> RedisText.add(request, key));
        for (Object argument : arguments) {
            if (argument instanceof byte[] raw) {
                request.arg(raw);
            } else {
                RedisText.add(request, argument.toString());
            }
        }
        return queue(script.name(), request, bytes + script.body().length, reading);
    }

    /** Completes when all that was sent so far is answered; fails when the connection was lost before. */
    Future<Void> drained() {
        return send(Request.cmd(Command.PING), 0, answer -> null);
    }

    private static String name(Request request) {
        return request.command().toString();
    }

    private <T> Future<T> queue(String name, Request request, int bytes, Function<Response, T> reading) {
        if (connection == null) {
            return Future.failedFuture(new BrokerUnavailableException("Redis is not connected"));
        }
        Promise<T> promise = Promise.promise();
        if (!queue.offer(new PendingCommand<>(name, request, bytes, reading, promise, System.nanoTime()))) {
            return Future.failedFuture(new BrokerUnavailableException("Too much is waiting for Redis"));
        }
        flushAtEndOfTurn();
        watch(patienceNanos);
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
        queue.giveUpWaiting(System.nanoTime() - patienceNanos);
        List<PendingCommand<?>> batch = connection == null ? List.of() : queue.next();
        while (!batch.isEmpty()) {
            write(batch);
            batch = connection == null ? List.of() : queue.next();
        }
    }

    private void write(List<PendingCommand<?>> batch) {
        if (!batch.get(0).sharesBatch()) {
            Request alone = batch.get(0).request();
            connection.send(alone).onComplete((response, failure) -> answered(batch, response, failure));
            return;
        }
        List<Request> requests = new ArrayList<>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            requests.add(batch.get(i).request());
        }
        connection.batch(requests).onComplete((responses, failure) -> answered(batch, null, failure));
    }

    private void answered(List<PendingCommand<?>> batch, Response response, Throwable failure) {
        if (!queue.answered(batch)) {
            return;
        }
        heardAt = System.nanoTime();
        flushAtEndOfTurn();
        if (failure == null) {
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).answered(response);
            }
        } else if (RedisLink.isAnswer(failure)) {
            refused(batch, failure.getMessage());
        } else {
            batch.forEach(
                    command -> command.failed(new BrokerUnavailableException("The connection to Redis was lost")));
            link.drop(String.valueOf(failure.getMessage()));
        }
    }

    /** A master that has become a replica stays one: the link seeks the master anew. */
    private void refused(List<PendingCommand<?>> batch, String message) {
        Refusals refusals = Refusals.of(batch.get(0).sharesBatch(), message);
        boolean demoted = false;
        for (int i = 0; i < batch.size(); i++) {
            String error = refusals.of(i);
            if (error == null) {
                batch.get(i).answered(null);
            } else {
                RefusedException refusal = new RefusedException(error);
                link.refused(batch.get(i).name(), error);
                demoted |= refusal.is("READONLY");
                batch.get(i).failed(refusal);
            }
        }
        if (demoted) {
            link.seekMaster();
        }
    }

    /** One timer for all commands, armed while there are any. */
    private void watch(long nanos) {
        if (!watching) {
            watching = true;
            long millis = Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos));
            watchedUntil = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            context.owner().setTimer(millis, id -> check());
        }
    }

    private void check() {
        watching = false;
        long now = System.nanoTime();
        boolean busy = now - watchedUntil > silenceNanos - deadlineNanos;
        if (busy && !spared) {
            // This event loop was busy: what Redis has answered meanwhile is read first.
            spared = true;
            watch(0);
            return;
        }
        spared = false;
        queue.giveUpWaiting(now - patienceNanos);
        queue.giveUpLate(now - deadlineNanos);
        OptionalLong next = queue.nextAnswer();
        if (next.isPresent() && Math.min(now - next.getAsLong(), now - heardAt) >= silenceNanos) {
            link.drop("No answer to a command within the deadline");
        } else {
            watchNext(now);
        }
    }

    private void watchNext(long now) {
        OptionalLong oldest = queue.oldest();
        if (oldest.isPresent()) {
            watch(Math.min(oldest.getAsLong() + deadlineNanos - now, patienceNanos));
        } else if (queue.nextAnswer().isPresent()) {
            watch(silenceNanos - deadlineNanos);
        }
    }

    @Override
    public void onUp(RedisConnection connection) {
        this.connection = connection;
        heardAt = System.nanoTime();
        returns++;
    }

    @Override
    public void onDown() {
        connection = null;
        queue.fail("The connection to Redis was lost");
    }

    /** A script that writes has succeeded. */
    void wrote() {
        link.wrote();
    }

    boolean isUp() {
        return connection != null;
    }

    /** How many times there has come a connection. */
    long returns() {
        return returns;
    }

    /** The command by which a message reaches the feeds that listen at this master. */
    Command publishing() {
        return link.isSharded() ? Command.SPUBLISH : Command.PUBLISH;
    }

    /** Ends the connection for good; commands under way fail. */
    Future<Void> close() {
        connection = null;
        queue.fail("The broker is closed");
        return link.close();
    }
}
