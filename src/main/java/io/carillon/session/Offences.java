package io.carillon.session;

/**
 * Counts one kind of error answer; {@value #LIMIT} of them within ten seconds are too many. Remembers the time of each of
 * the last ones, and exists only for connections that have made any.
 */
final class Offences {
    static final int LIMIT = 100;

    private static final long WINDOW_MILLIS = 10_000;

    private final long[] times = new long[LIMIT];
    private long count;

    /** Returns whether this one was too many. */
    boolean add(long nowMillis) {
        times[(int) (count++ % LIMIT)] = nowMillis;
        long oldest = times[(int) (count % LIMIT)];
        return count >= LIMIT && nowMillis - oldest < WINDOW_MILLIS;
    }
}
