package io.carillon.channel;

import java.time.Duration;

/**
 * How much of a channel's history is kept.
 *
 * @param size entries, 1 or more
 * @param ttl time after the last publication in which they are kept, positive
 */
public record Retention(int size, Duration ttl) {
    public Retention {
        if (size < 1 || ttl.isNegative() || ttl.isZero()) {
            throw new IllegalArgumentException("A history keeps something for some time");
        }
    }
}
