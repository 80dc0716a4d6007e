package io.carillon.broker.redis;

/** How long to wait before the next attempt to connect. */
final class Backoff {
    /** A node holds a dozen connections, which are all lost with Redis: together they ask for less than 60 in a second. */
    private static final long STEP_MILLIS = 100;

    private static final long MAX_MILLIS = 2_000;

    /**
     * @param failures attempts that have failed in a row, 1 or more
     * @param jitter from 0 to 1; spreads the nodes that lost the same Redis over half of the delay
     * @return milliseconds, from 50 to 2,000
     */
    static long delay(int failures, double jitter) {
        long longest = Math.min(failures * STEP_MILLIS, MAX_MILLIS);
        return Math.max(STEP_MILLIS / 2, (long) (longest * (0.5 + jitter / 2)));
    }

    private Backoff() {}
}
