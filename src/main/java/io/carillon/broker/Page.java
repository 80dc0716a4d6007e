package io.carillon.broker;

/**
 * Which part of a history is read.
 *
 * @param forward ascending from the entry after {@code offset}; otherwise descending from {@code offset} itself
 * @param limit entries at most, 0 or more; a page ends sooner when it would have more than {@link #MAX_BYTES}, though
 *     never without an entry if there is one and {@code limit} is positive
 * @param emptyLifeMillis how long a history of which nothing was published yet keeps its epoch after this reading, at
 *     least; 0: nothing is stored, and the next reading of a history that is not there finds another epoch
 */
public record Page(boolean forward, long offset, int limit, long emptyLifeMillis) {
    public static final int MAX_BYTES = 512 * 1024;

    /** From the oldest entry on. */
    public static final long OLDEST = 0;

    /** From the newest entry back. */
    public static final long NEWEST = Long.MAX_VALUE;

    /** Long enough to subscribe from the position that was read. */
    private static final long GLANCE_MILLIS = 10_000;

    public static Page after(long offset, int limit) {
        return new Page(true, offset, limit, GLANCE_MILLIS);
    }

    public static Page backFrom(long offset, int limit) {
        return new Page(false, offset, limit, GLANCE_MILLIS);
    }

    /** The same page of a history that keeps its epoch for another time while it is empty. */
    public Page keepingEmpty(long millis) {
        return new Page(forward, offset, limit, millis);
    }
}
