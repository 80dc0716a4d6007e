package io.carillon.broker;

import io.carillon.broker.Seat.Stored;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The lease under which this node keeps its members: taken, renewed, and when it does not hold any more replaced by a new
 * one, never taken again. So whatever is found under a lease that has lapsed is nobody's. Belongs to one event loop.
 */
final class Lease {
    /** The node is taken for gone when it has not renewed for so long. */
    static final Duration LIFE = Duration.ofSeconds(15);

    static final long RENEWAL_MILLIS = 5_000;

    /** Told of what happens to the lease. */
    interface Holder {
        /** The lease is held, from now on or still. */
        void onHeld();

        /** What was kept under the lease before has this fate. */
        void onReplaced(Stored fate);

        /** Others have not renewed these. */
        void onLapsed(List<String> leases);
    }

    private final PresenceStore store;
    private final Supplier<String> names;
    private final LongSupplier clock;
    private final Holder holder;
    private String name;
    private String epoch = PresenceStore.NO_EPOCH;
    private long returns;
    /** When the last renewal that has succeeded was asked for; the lease is good for a life from then on. */
    private long heldSince;

    private boolean held;
    private boolean doubted;
    private boolean asking;

    /** @param clock milliseconds that never go back */
    Lease(PresenceStore store, Supplier<String> names, LongSupplier clock, Holder holder) {
        this.store = store;
        this.names = names;
        this.clock = clock;
        this.holder = holder;
        name = names.get();
    }

    String name() {
        return name;
    }

    /** Whether members can be kept under it. After a pause of the process it has to be asked for first. */
    boolean isHeld() {
        return held && !doubted && clock.getAsLong() - heldSince < LIFE.toMillis();
    }

    /** Something that was kept under it is not there: it is to be renewed at once. */
    void doubt() {
        doubted = true;
        tick();
    }

    void tick() {
        boolean due = !held || doubted || hasReturned() || clock.getAsLong() - heldSince >= RENEWAL_MILLIS;
        if (due && !asking && store.isUp()) {
            ask();
        }
    }

    private boolean hasReturned() {
        return store.returns() != returns;
    }

    private void ask() {
        asking = true;
        long askedAt = clock.getAsLong();
        long returnsThen = store.returns();
        store.renew(name, epoch, LIFE)
                .onComplete(renewal -> renewed(renewal, askedAt, returnsThen), failure -> asking = false);
    }

    private void renewed(Renewal renewal, long askedAt, long returnsThen) {
        asking = false;
        holder.onLapsed(renewal.lapsed());
        if (!renewal.held()) {
            replace(renewal.epoch().equals(epoch) ? Stored.UNSURE : Stored.FORGOTTEN);
        } else if (held && returnsThen != returns) {
            replace(Stored.DOUBTFUL);
        } else {
            epoch = renewal.epoch();
            returns = returnsThen;
            heldSince = askedAt;
            held = true;
            doubted = false;
            holder.onHeld();
        }
    }

    private void replace(Stored fate) {
        name = names.get();
        epoch = PresenceStore.NO_EPOCH;
        held = false;
        doubted = false;
        holder.onReplaced(fate);
        tick();
    }

    /** Leaves it to lapse; it is not renewed again. */
    Future<Void> retire(Duration rest) {
        asking = true;
        return held ? store.retire(name, rest) : Future.succeededFuture();
    }
}
