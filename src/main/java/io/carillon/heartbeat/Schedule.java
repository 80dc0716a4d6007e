package io.carillon.heartbeat;

import java.time.Duration;
import java.util.function.IntConsumer;

/**
 * Cuts a heartbeat interval into slices and says which of them are due. It counts on a monotonic clock, so that a step
 * of the wall clock neither stops nor hurries it.
 */
final class Schedule {
    /** A pulse this often spreads pings well and still costs nothing. */
    static final Duration WANTED_SLICE = Duration.ofMillis(250);

    static final int MAX_SLICES = 120;

    private final int slices;
    private final long sliceNanos;
    private final long start;
    private long told;

    /** @param now nanoseconds of the clock that {@link #advance} is driven with */
    Schedule(Duration interval, long now) {
        slices = (int) Math.max(1, Math.min(MAX_SLICES, interval.dividedBy(WANTED_SLICE)));
        sliceNanos = Math.max(1, interval.toNanos() / slices);
        start = now;
    }

    int slices() {
        return slices;
    }

    /** How often {@link #advance} should be called. */
    Duration period() {
        return Duration.ofNanos(sliceNanos);
    }

    /**
     * Tells every slice that has come due since the last call, in order. After a stall the missed ones follow at once,
     * but none twice: connections that nobody could serve for an hour need one ping, not 120.
     */
    void advance(long now, IntConsumer slice) {
        long due = (now - start) / sliceNanos;
        for (long next = Math.max(told, due - slices); next < due; next++) {
            slice.accept((int) (next % slices));
        }
        told = due;
    }
}
