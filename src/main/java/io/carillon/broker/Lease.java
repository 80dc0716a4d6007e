package io.carillon.broker;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The lease under which this node keeps what is its own in a store: taken, renewed, and when it does not hold any more
 * replaced by a new one, never taken again. So whatever is found under a lease that has lapsed is nobody's. Belongs to one
 * event loop.
 */
public final class Lease {
    /** The node is taken for gone when it has not renewed for so long. */
    public static final Duration LIFE = Duration.ofSeconds(15);

    static final long RENEWAL_MILLIS = 5_000;

    /** What has become of what was kept under a lease that is not held any more. */
    public enum Fate {
        /** Others have taken the node for gone, or the store has lost its latest writes. */
        UNSURE,
        /** It is there, but for what the store may have lost without anyone knowing. */
        DOUBTFUL,
        /** The store has forgotten everything. */
        FORGOTTEN
    }

    /** Told of what happens to the lease. */
    public interface Holder {
        /** The lease is held, from now on or still. */
        void onHeld();

        /** What was kept under the lease before has this fate. */
        void onReplaced(Fate fate);

        /** Others have not renewed these. */
        void onLapsed(List<String> leases);
    }

    private final LeaseStore store;
    private final Supplier<String> names;
    private final LongSupplier clock;
    private final Holder holder;
    private String name;
    private String epoch = LeaseStore.NO_EPOCH;
    private long returns;
    /** When the last renewal that has succeeded was asked for; the lease is good for a life from then on. */
    private long heldSince;

    private boolean held;
    private boolean doubted;
    /** The lease before it was good when it was given up. */
    private boolean moving;

    private boolean asking;

    /** @param clock milliseconds that never go back */
    public Lease(LeaseStore store, Supplier<String> names, LongSupplier clock, Holder holder) {
        this.store = store;
        this.names = names;
        this.clock = clock;
        this.holder = holder;
        name = names.get();
    }

    public String name() {
        return name;
    }

    /**
     * Whether things can be kept under it. After a pause of the process, and when the store has been lost and found again, it
     * has to be asked for first.
     */
    public boolean isHeld() {
        return held && !doubted && !hasReturned() && !hasLapsed();
    }

    /** Whether others may have taken this node for gone. */
    private boolean hasLapsed() {
        return clock.getAsLong() - heldSince >= LIFE.toMillis();
    }

    /** Something that was kept under it is not there: it is to be renewed at once. */
    public void doubt() {
        doubted = true;
        tick();
    }

    /** What is under it is not what it should be: it is given up for a new one. */
    public void giveUp() {
        if (held) {
            replace(Fate.DOUBTFUL);
        }
    }

    public void tick() {
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
                .onComplete(renewal -> renewed(renewal, askedAt, returnsThen), failure -> unanswered());
    }

    /** A new one may have been taken all the same, and have lapsed before it is asked for again. */
    private void unanswered() {
        asking = false;
        if (!held) {
            name = names.get();
        }
    }

    private void renewed(Renewal renewal, long askedAt, long returnsThen) {
        asking = false;
        holder.onLapsed(renewal.lapsed());
        if (!renewal.held()) {
            replace(renewal.epoch().equals(epoch) ? Fate.UNSURE : Fate.FORGOTTEN);
        } else if (held && returnsThen != returns) {
            replace(Fate.DOUBTFUL);
        } else if (moving && hasLapsed()) {
            replace(Fate.UNSURE);
        } else {
            epoch = renewal.epoch();
            returns = returnsThen;
            heldSince = askedAt;
            held = true;
            doubted = false;
            moving = false;
            holder.onHeld();
        }
    }

    private void replace(Fate fate) {
        name = names.get();
        epoch = LeaseStore.NO_EPOCH;
        held = false;
        doubted = false;
        moving = fate == Fate.DOUBTFUL;
        holder.onReplaced(fate);
        tick();
    }

    /** Leaves it to lapse; it is not renewed again. */
    public Future<Void> retire(Duration rest) {
        asking = true;
        return held ? store.retire(name, rest) : Future.succeededFuture();
    }
}
