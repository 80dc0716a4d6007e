package io.carillon.broker;

import io.carillon.channel.Attendance;
import io.carillon.channel.ChannelName;
import io.vertx.core.Future;
import java.util.function.Predicate;

/**
 * Where the members of channels stand, for all nodes. A node keeps its members under a lease: it renews that, and not the
 * members. What a node leaves behind that renews no more is swept by another.
 *
 * <p>Joins and leaves go out on the channel in the same step that makes them true, so each is told once.
 *
 * <p>Held by {@code PresenceContract}.
 */
public interface PresenceStore extends LeaseStore {
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
}
