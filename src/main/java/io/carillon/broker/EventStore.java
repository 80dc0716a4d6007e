package io.carillon.broker;

import io.carillon.config.EventHookConfig;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The connections and occupied channels of all nodes, and the queue of events about them. What becomes true and the event
 * that tells it are one step, so the queue tells of everything, in the order in which it became true. One courier at a time
 * takes from the queue.
 *
 * <p>Held by {@code EventContract}.
 */
public interface EventStore extends LeaseStore {
    /** Most steps of one call. */
    int MAX_STEPS = 200;

    /**
     * What is told, and how much of it is kept.
     *
     * @param node names the node in events
     * @param kinds that are told; the others only become true
     * @param queue events that are kept; the oldest give way
     */
    record Terms(String node, Set<EventHookConfig.Kind> kinds, int queue) {}

    /**
     * Writes what has happened, in order, all or nothing. Calls are to follow one another.
     *
     * @return how many events had to give way; nothing was done and it is negative when the lease is not held
     */
    Future<Long> write(String lease, List<EventStep> steps);

    /**
     * Removes what is kept under a lapsed lease, and tells of it as if its node had. Two who sweep the same lease do not
     * disturb each other.
     *
     * @return events of the queue that had to give way
     */
    Future<Long> sweep(String lease);

    /**
     * Makes the caller the courier if there is none, or prolongs that, and gives the oldest events.
     *
     * @param courier names the caller
     * @param life how long it is the courier from now on
     * @param delivered the last entry that has been delivered, which goes with all before it; empty for none
     */
    Future<QueueHead> take(String courier, Duration life, String delivered, int most);

    /** Another may be the courier from now on. */
    Future<Void> resign(String courier);
}
