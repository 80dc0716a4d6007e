package io.carillon.session;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Connections with unsent bytes, watched for progress. Only those are looked at on each pulse, so the many that keep up
 * cost nothing. One per event loop.
 */
final class Laggards {
    private static final class Watch {
        private long progress;
        private long since;
    }

    private long timeoutMillis;
    private final Map<Outbox, Watch> watches = new HashMap<>();

    /** @param timeout time without any progress after which a connection is a slow consumer */
    Laggards(Duration timeout) {
        timeout(timeout);
    }

    void timeout(Duration timeout) {
        timeoutMillis = timeout.toMillis();
    }

    void add(Outbox outbox) {
        watches.computeIfAbsent(outbox, key -> new Watch());
    }

    /** @param begins whether everyone's time begins anew: since the last sweep nobody was served, or the clock has jumped */
    void sweep(long now, boolean begins) {
        watches.entrySet().removeIf(entry -> isDone(entry.getKey(), entry.getValue(), now, begins));
    }

    private boolean isDone(Outbox outbox, Watch watch, long now, boolean begins) {
        if (outbox.pending() == 0) {
            return true;
        }
        long progress = outbox.progress();
        if (begins || watch.since == 0 || progress != watch.progress) {
            watch.progress = progress;
            watch.since = now;
            return false;
        }
        if (now - watch.since < timeoutMillis) {
            return false;
        }
        outbox.owner().stalled();
        return true;
    }
}
