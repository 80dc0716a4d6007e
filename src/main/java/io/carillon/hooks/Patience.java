package io.carillon.hooks;

/** How long to wait before events are posted again. */
final class Patience {
    private static final long FIRST_MILLIS = 1_000;
    private static final long MAX_MILLIS = 60_000;
    private static final int MAX_DOUBLINGS = 6;

    /**
     * @param failures attempts that have failed in a row, 1 or more
     * @param jitter from 0 to 1
     * @return milliseconds, from 500 to 60,000
     */
    static long millis(int failures, double jitter) {
        long longest = Math.min(MAX_MILLIS, FIRST_MILLIS << Math.min(failures - 1, MAX_DOUBLINGS));
        return (long) (longest * (0.5 + jitter / 2));
    }

    private Patience() {}
}
