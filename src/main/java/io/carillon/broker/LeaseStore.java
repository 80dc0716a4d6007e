package io.carillon.broker;

import io.vertx.core.Future;
import java.time.Duration;

/**
 * A store in which a node keeps things under a lease: it renews that, and not the things. What a node leaves behind that
 * renews no more is for another to clear away. All calls fail within 1 s with {@link BrokerUnavailableException} when the
 * store does not answer. Belongs to one event loop.
 */
public interface LeaseStore {
    /** The epoch of one who takes a lease that is new. */
    String NO_EPOCH = "";

    /**
     * Renews a lease. One who takes a new lease gets none to sweep: after an outage of the store the others need time to
     * renew theirs. For the same reason one who comes late itself gives all others another life.
     *
     * @param lease of 1 to 64 characters, no other's
     * @param epoch as the last renewal of this lease has said; {@link #NO_EPOCH} takes the lease
     */
    Future<Renewal> renew(String lease, String epoch, Duration life);

    /** Gives a lease back: it lapses after {@code rest} unless it has lapsed before. */
    Future<Void> retire(String lease, Duration rest);

    /** Whether the store takes calls now, as far as is known. */
    boolean isUp();

    /**
     * How many times the store has been lost and found again. When this has grown, what it had confirmed before may be
     * missing.
     */
    long returns();

    /** Gives up the connection; calls under way fail. */
    Future<Void> close();
}
