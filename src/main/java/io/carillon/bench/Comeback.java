package io.carillon.bench;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/** How the subscribers of a worker have come back. */
final class Comeback {
    /** Offsets beyond are not remembered; eight bytes each. */
    private static final int MAX_OFFSETS = 1 << 20;

    private static final int INITIAL_OFFSETS = 1024;

    private final Histogram connectTime = Quantiles.histogram();
    private final Histogram currentTime = Quantiles.histogram();

    /** Nanoseconds at which the message with an offset came to a subscriber for the last time; 0 when to none. */
    private long[] arrivals = new long[INITIAL_OFFSETS];

    private int offsets;

    /** Notes the time from opening the socket to the confirmed subscription. */
    void subscribed(long nanos) {
        connectTime.recordValue(Math.min(nanos, Quantiles.MAX_NANOS));
    }

    /** Notes the time from opening the socket to having everything that was there when the subscription was confirmed. */
    void current(long nanos) {
        currentTime.recordValue(Math.min(nanos, Quantiles.MAX_NANOS));
    }

    void arrived(long offset, long now) {
        if (offset >= MAX_OFFSETS) {
            return;
        }
        int index = (int) offset;
        if (index >= arrivals.length) {
            arrivals = Arrays.copyOf(arrivals, Math.max(index + 1, 2 * arrivals.length));
        }
        offsets = Math.max(offsets, index + 1);
        arrivals[index] = now;
    }

    /** What {@link Quantiles} reads. */
    String connectTime() {
        return Quantiles.encode(connectTime);
    }

    /** Likewise. */
    String currentTime() {
        return Quantiles.encode(currentTime);
    }

    /** By offset. */
    long[] arrivals() {
        return Arrays.copyOf(arrivals, offsets);
    }
}
