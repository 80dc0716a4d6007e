package io.carillon.session;

/**
 * A token bucket: {@code perSecond} on average, {@code burst} at once. The bucket is kept as the time at which it will be
 * full again (the generic cell rate algorithm), so it is one number.
 */
final class RateLimit {
    private static final double NANOS = 1e9;

    private final double nanosPerToken;
    private final double capacityNanos;
    private double fullAt;

    RateLimit(int perSecond, int burst, long nowNanos) {
        nanosPerToken = NANOS / perSecond;
        capacityNanos = nanosPerToken * burst;
        fullAt = nowNanos;
    }

    /** @param nowNanos a monotonic clock; takes one token if there is one */
    boolean take(long nowNanos) {
        double full = Math.max(fullAt, nowNanos) + nanosPerToken;
        if (full - nowNanos > capacityNanos + nanosPerToken / 2) {
            return false;
        }
        fullAt = full;
        return true;
    }
}
