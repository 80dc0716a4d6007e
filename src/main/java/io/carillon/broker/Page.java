package io.carillon.broker;

/**
 * Which part of a history is read.
 *
 * @param forward ascending from the entry after {@code offset}; otherwise descending from {@code offset} itself
 * @param limit entries at most, 0 or more; a page ends sooner when it would have more than {@link #MAX_BYTES}, though
 *     never without an entry if there is one and {@code limit} is positive
 */
public record Page(boolean forward, long offset, int limit) {
    public static final int MAX_BYTES = 512 * 1024;

    /** From the oldest entry on. */
    public static final long OLDEST = 0;

    /** From the newest entry back. */
    public static final long NEWEST = Long.MAX_VALUE;

    public static Page after(long offset, int limit) {
        return new Page(true, offset, limit);
    }

    public static Page backFrom(long offset, int limit) {
        return new Page(false, offset, limit);
    }
}
