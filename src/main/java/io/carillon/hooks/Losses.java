package io.carillon.hooks;

import io.carillon.metrics.HookMeters;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts events that had to give way; the log hears of them at most once in ten seconds. */
final class Losses {
    private static final Logger LOG = LoggerFactory.getLogger(Losses.class);
    private static final long LOG_MILLIS = 10_000;

    private final HookMeters meters;
    private final LongSupplier clock;
    private long unlogged;
    private long loggedAt;

    /** @param clock milliseconds that never go back */
    Losses(HookMeters meters, LongSupplier clock) {
        this.meters = meters;
        this.clock = clock;
        loggedAt = clock.getAsLong() - LOG_MILLIS;
    }

    void add(long events) {
        if (events > 0) {
            meters.dropped(events);
            unlogged += events;
            log();
        }
    }

    private void log() {
        if (clock.getAsLong() - loggedAt >= LOG_MILLIS) {
            LOG.atWarn()
                    .addKeyValue("events", unlogged)
                    .log("Too many webhook events are waiting; the oldest are dropped");
            loggedAt = clock.getAsLong();
            unlogged = 0;
        }
    }
}
