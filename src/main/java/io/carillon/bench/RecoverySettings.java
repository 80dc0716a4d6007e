package io.carillon.bench;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * What a run is to do in which all subscribers of a channel lose their connections and come back.
 *
 * @param plan one channel, one publisher
 * @param entry how they connect for the first time
 * @param rate messages a second before they are cut, and while they come back; above 0
 * @param warmUp time of publishing before they are cut
 * @param missed messages that are published while they are away, at least 1
 * @param pids processes of the servers on this machine, whose CPU and memory are to be reported
 * @param metrics where the servers tell their metrics; none: the readings of the history are not reported
 */
public record RecoverySettings(
        Plan plan,
        List<String> urls,
        List<String> sources,
        int processes,
        Entry entry,
        double rate,
        Duration warmUp,
        int missed,
        List<Long> pids,
        List<URI> metrics)
        implements Load {

    public RecoverySettings {
        if (processes < 1) {
            throw new IllegalArgumentException("there must be a process");
        }
        if (!(rate > 0)) {
            throw new IllegalArgumentException("a rate is above 0");
        }
        if (missed < 1) {
            throw new IllegalArgumentException("at least one message must be missed");
        }
        urls.forEach(Target::of);
        metrics.forEach(HistoryReads::check);
    }

    /** How they come back: as fast as the connections in the making allow. */
    Entry again() {
        return new Entry(0, entry.inFlight(), entry.timeout(), true);
    }
}
