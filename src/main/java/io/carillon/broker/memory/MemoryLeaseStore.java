package io.carillon.broker.memory;

import io.carillon.broker.BrokerUnavailableException;
import io.carillon.broker.LeaseStore;
import io.vertx.core.Future;
import java.util.function.Supplier;

/** One verticle's way to a store of the process, which is there until that verticle gives it up. */
abstract class MemoryLeaseStore implements LeaseStore {
    private boolean closed;

    final <T> Future<T> unlessClosed(Supplier<T> call) {
        return closed
                ? Future.failedFuture(new BrokerUnavailableException("The broker is closed"))
                : Future.succeededFuture(call.get());
    }

    @Override
    public final boolean isUp() {
        return !closed;
    }

    @Override
    public final long returns() {
        return 0;
    }

    @Override
    public final Future<Void> close() {
        closed = true;
        return Future.succeededFuture();
    }
}
