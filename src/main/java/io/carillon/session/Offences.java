package io.carillon.session;

/** Counts one kind of error answer; {@value #LIMIT} of them within ten seconds are too many. */
final class Offences {
    static final int LIMIT = 100;

    private static final long WINDOW_MILLIS = 10_000;

    private long windowStart;
    private int count;

    /** Returns whether this one was too many. */
    boolean add(long nowMillis) {
        if (count == 0 || nowMillis - windowStart >= WINDOW_MILLIS) {
            windowStart = nowMillis;
            count = 0;
        }
        return ++count >= LIMIT;
    }
}
