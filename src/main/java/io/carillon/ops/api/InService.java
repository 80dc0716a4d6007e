package io.carillon.ops.api;

import java.time.Duration;
import java.util.Optional;

/** Whether this node takes clients, and how that is changed. Called on the event loop of the ops verticle. */
public interface InService {
    boolean isDraining();

    /**
     * Takes the node out of service: not ready, no new clients, and those that are there sent away evenly. A second time
     * those who are left get the new time.
     *
     * @param over the configured time when none is given
     */
    void drain(Optional<Duration> over);

    /** Takes a drain back; without effect once the process ends. */
    void resume();
}
