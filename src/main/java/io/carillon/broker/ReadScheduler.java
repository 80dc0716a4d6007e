package io.carillon.broker;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is read from the broker for many users: only so much at once in all and for each of them, since an answer may have
 * {@link Page#MAX_BYTES}. Users who have to wait are served in turn, so one who reads much delays nobody else. Whoever is
 * not served within the deadline is refused. Belongs to one event loop.
 */
public final class ReadScheduler {
    /** 50 ms below the promised second, for the answer's way back to the client. */
    static final long DEADLINE_MILLIS = 950;

    /** Readings that may wait for each user. */
    static final int MAX_WAITING = 1_000;

    private final Vertx vertx;
    private final int most;
    private final int mostOfOne;
    private final Map<String, User> users = new HashMap<>();
    /** Users with something that waits and may begin as far as they are concerned. */
    private final ArrayDeque<User> turns = new ArrayDeque<>();

    private int underWay;

    private static final class User {
        final String id;
        final ArrayDeque<Reading<?>> waiting = new ArrayDeque<>(2);
        int underWay;
        boolean hasTurn;

        User(String id) {
            this.id = id;
        }
    }

    /** A user waits for so much of what it has asked to read that this could not be read in time. */
    public static final class TooManyReadsException extends BrokerUnavailableException {
        private static final long serialVersionUID = 1L;

        private TooManyReadsException() {
            super("Too much is being read for this user");
        }
    }

    private record Reading<T>(Supplier<Future<T>> source, Promise<T> promise) {}

    /** @param mostOfOne readings under way at once for each user */
    public ReadScheduler(Vertx vertx, int most, int mostOfOne) {
        this.vertx = vertx;
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** Reads for nobody in particular. */
    public <T> Future<T> read(Supplier<Future<T>> source) {
        return read("", source);
    }

    /**
     * @param source begins the reading, later or never
     * @return fails within 1 s with {@link TooManyReadsException} when the user itself reads too much, and with {@link
     *     BrokerUnavailableException} when it is not read in time
     */
    public <T> Future<T> read(String user, Supplier<Future<T>> source) {
        User reader = users.computeIfAbsent(user, User::new);
        if (reader.waiting.size() >= MAX_WAITING) {
            return Future.failedFuture(new TooManyReadsException());
        }
        Reading<T> reading = new Reading<>(source, Promise.promise());
        Future<T> answer = reading.promise().future();
        reader.waiting.add(reading);
        enqueue(reader);
        beginNext();
        if (!answer.isComplete()) {
            long timer = vertx.setTimer(DEADLINE_MILLIS, id -> giveUp(reader, reading));
            answer.onComplete(done -> vertx.cancelTimer(timer));
        }
        return answer;
    }

    private void giveUp(User user, Reading<?> reading) {
        boolean waited = user.waiting.remove(reading);
        boolean own = waited && user.underWay >= mostOfOne;
        reading.promise()
                .tryFail(own ? new TooManyReadsException() : new BrokerUnavailableException("Not read in time"));
        forgetIfIdle(user);
    }

    private void enqueue(User user) {
        if (!user.hasTurn && !user.waiting.isEmpty() && user.underWay < mostOfOne) {
            user.hasTurn = true;
            turns.add(user);
        }
    }

    private void beginNext() {
        while (underWay < most && !turns.isEmpty()) {
            User user = turns.poll();
            user.hasTurn = false;
            Reading<?> next = user.waiting.poll();
            if (next != null) {
                begin(user, next);
                enqueue(user);
            }
        }
    }

    private <T> void begin(User user, Reading<T> reading) {
        underWay++;
        user.underWay++;
        reading.source().get().onComplete((result, failure) -> {
            underWay--;
            user.underWay--;
            if (failure == null) {
                reading.promise().tryComplete(result);
            } else {
                reading.promise().tryFail(failure);
            }
            enqueue(user);
            forgetIfIdle(user);
            beginNext();
        });
    }

    private void forgetIfIdle(User user) {
        if (user.underWay == 0 && user.waiting.isEmpty()) {
            users.remove(user.id, user);
        }
    }
}
