package io.carillon.ops;

import io.vertx.core.Future;
import java.util.function.Supplier;

/**
 * Work that many may ask for and one does: who asks while it is under way gets the same result. So a flood of probes
 * costs one canary, not thousands. For one event loop.
 */
final class SingleFlight<T> {
    private final Supplier<Future<T>> work;
    private Future<T> underway;

    SingleFlight(Supplier<Future<T>> work) {
        this.work = work;
    }

    Future<T> get() {
        if (underway == null || underway.isComplete()) {
            underway = work.get();
        }
        return underway;
    }
}
