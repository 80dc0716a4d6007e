package io.carillon.bus;

import io.carillon.channel.Revocation;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Knows whether the broker is up, and lets canaries come back or keeps them. */
public final class FakeBridge extends VerticleBase {
    /** How many canaries were sent so far. */
    public final AtomicInteger canaries = new AtomicInteger();

    /** What the next canaries do; a promise that never completes keeps them. */
    public volatile Promise<Void> canary = Promise.promise();

    /** What is revoked. */
    public volatile Revoked revoked = Revoked.NOTHING;

    /** How much may be revoked. */
    public volatile int most = 1_000;

    private final Bus bus;

    public FakeBridge(Bus bus) {
        this.bus = bus;
        canary.complete();
    }

    private Future<Boolean> revoke(Revocation revocation) {
        TreeMap<Revocation.Subject, Long> all = new TreeMap<>(revoked.until());
        all.put(revocation.subject(), revocation.until());
        boolean stored = all.size() <= most;
        revoked = stored ? new Revoked(all) : revoked;
        return Future.succeededFuture(stored);
    }

    private Future<Boolean> pardon(Revocation.Subject subject) {
        TreeMap<Revocation.Subject, Long> all = new TreeMap<>(revoked.until());
        boolean removed = all.remove(subject) != null;
        revoked = new Revoked(all);
        return Future.succeededFuture(removed);
    }

    @Override
    public Future<?> start() {
        bus.answer(Addresses.BROKER_STATUS, question -> Future.succeededFuture(true));
        bus.answer(Addresses.REVOKED_NOW, question -> Future.succeededFuture(revoked));
        bus.answer(Addresses.REVOKE, this::revoke);
        bus.answer(Addresses.PARDON, this::pardon);
        bus.answer(Addresses.CANARY, word -> {
            canaries.incrementAndGet();
            return canary.future();
        });
        return Future.succeededFuture();
    }
}
