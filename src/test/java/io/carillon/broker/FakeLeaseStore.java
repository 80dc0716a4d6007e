package io.carillon.broker;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** Leases as the test wants them: renewals are granted at once. */
public abstract class FakeLeaseStore implements LeaseStore {
    public List<String> lapsed = List.of();
    public String epoch = "e1";
    public boolean lost;
    public boolean up = true;
    /** The connection is gone again as soon as it has answered once. */
    public boolean breaksUp;

    /** It does what it is asked for, and its answers are lost. */
    public boolean mute;

    public long returns = 1;

    @Override
    public Future<Renewal> renew(String lease, String known, Duration life) {
        boolean held = known.isEmpty() || known.equals(epoch) && !lost;
        lost = lost && known.isEmpty();
        up = up && !breaksUp;
        return mute
                ? Future.failedFuture(new BrokerUnavailableException("as the test wants it"))
                : Future.succeededFuture(new Renewal(epoch, held, lapsed));
    }

    @Override
    public final boolean isUp() {
        return up;
    }

    @Override
    public final long returns() {
        return returns;
    }

    @Override
    public final Future<Void> close() {
        return Future.succeededFuture();
    }
}
