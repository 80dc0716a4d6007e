package io.carillon.bus;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.concurrent.atomic.AtomicInteger;

/** Knows whether the broker is up, and lets canaries come back or keeps them. */
public final class FakeBridge extends VerticleBase {
    /** How many canaries were sent so far. */
    public final AtomicInteger canaries = new AtomicInteger();

    /** What the next canaries do; a promise that never completes keeps them. */
    public volatile Promise<Void> canary = Promise.promise();

    private final Bus bus;

    public FakeBridge(Bus bus) {
        this.bus = bus;
        canary.complete();
    }

    @Override
    public Future<?> start() {
        bus.answer(Addresses.BROKER_STATUS, question -> Future.succeededFuture(true));
        bus.answer(Addresses.CANARY, word -> {
            canaries.incrementAndGet();
            return canary.future();
        });
        return Future.succeededFuture();
    }
}
