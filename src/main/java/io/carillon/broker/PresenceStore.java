package io.carillon.broker;

import io.carillon.channel.Attendance;
import io.carillon.channel.ChannelName;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Where the members of channels stand, for all nodes. A node keeps its members under a lease: it renews that, and not the
 * members. What a node leaves behind that renews no more is swept by another.
 *
 * <p>Joins and leaves go out on the channel in the same step that makes them true, so each is told once. All calls fail
 * within 1 s with {@link BrokerUnavailableException} when the store does not answer. Belongs to one event loop.
 *
 * <p>Held by {@code PresenceContract}.
 */
public interface PresenceStore {
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

    /**
     * Writes a change. One channel's changes are to be written one after the other.
     *
     * @return false when members had to be there and none are; then nothing is changed
     */
    Future<Boolean> write(Change change);

    /** Who is in a channel; what this store has written before is in it. */
    Future<Attendance> read(ChannelName channel);

    /**
     * Removes all members that are kept under a lapsed lease, telling leaves where they are told. Two who sweep the same
     * lease do not disturb each other.
     *
     * @return members that this call has removed
     */
    Future<Long> sweep(String lease, Predicate<ChannelName> announced);

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
