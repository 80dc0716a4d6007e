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
        if (!has(nowNanos)) {
            return false;
        }
        fullAt = Math.max(fullAt, nowNanos) + nanosPerToken;
        return true;
    }

    /** Whether there is a token to take. */
    boolean has(long nowNanos) {
        double full = Math.max(fullAt, nowNanos) + nanosPerToken;
        return full - nowNanos <= capacityNanos + nanosPerToken / 2;
    }
}
