package io.carillon.broker.redis;

import io.carillon.broker.BrokerUnavailableException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.function.Supplier;

/** The commands for slots that have just moved, held in their order while their former master still has earlier ones. */
final class Detour {
    /** Commands that may wait. */
    static final int MAX_WAITING = 4_096;

    /** Bytes that may wait. */
    static final long MAX_BYTES = 4L << 20;

    private record Held<T>(Supplier<Future<T>> call, Promise<T> promise) {
        void send() {
            call.get().onComplete(promise);
        }
    }

    private final ArrayDeque<Held<?>> waiting = new ArrayDeque<>();
    private long bytes;

    <T> Future<T> hold(int more, Supplier<Future<T>> call) {
        if (waiting.size() >= MAX_WAITING || bytes + more > MAX_BYTES) {
            return Future.failedFuture(new BrokerUnavailableException("Too much is waiting for a slot that has moved"));
        }
        bytes += more;
        Promise<T> promise = Promise.promise();
        waiting.add(new Held<>(call, promise));
        return promise.future();
    }

    /** @param inOrder whether the earlier ones were answered; otherwise nobody knows what has become of them */
    void end(boolean inOrder) {
        for (Held<?> held = waiting.poll(); held != null; held = waiting.poll()) {
            if (inOrder) {
                held.send();
            } else {
                held.promise().tryFail(new BrokerUnavailableException("The former master of the slot was lost"));
            }
        }
    }
}
