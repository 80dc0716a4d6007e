package io.carillon.broker.redis;

import io.carillon.broker.BrokerUnavailableException;
import io.vertx.core.Promise;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.function.Function;

/**
 * A command that Redis has not answered.
 *
 * @param name for logs
 * @param bytes how much of the bound it takes
 * @param reading makes the result of the answer; null for a command of which only success matters, so that it may share
 *     a batch with its neighbours
 * @param askedAt {@link System#nanoTime()} of the call
 */
record PendingCommand<T>(
        String name, Request request, int bytes, Function<Response, T> reading, Promise<T> promise, long askedAt) {
    boolean sharesBatch() {
        return reading == null;
    }

    /** Whether nobody waits for its answer any more. */
    boolean isOver() {
        return promise.future().isComplete();
    }

    /** @param response null where Redis answered null, and for all in a batch */
    void answered(Response response) {
        if (reading == null) {
            promise.tryComplete();
            return;
        }
        try {
            promise.tryComplete(reading.apply(response));
        } catch (RuntimeException e) {
            promise.tryFail(new BrokerUnavailableException("Redis holds what Carillon did not write"));
        }
    }

    void failed(Throwable failure) {
        promise.tryFail(failure);
    }
}
