package io.carillon.channel;

/**
 * A place in the history of a channel. The three together name one entry: offsets are used again when a failover of the
 * broker has lost the newest entries, and then the timestamp tells the new entry from the lost one.
 *
 * @param epoch names the history; another history of the same channel has another
 * @param offset number of the entry, from 1 without gaps; 0 before the first
 * @param timestamp epoch milliseconds of the entry; 0 before the first
 */
public record Position(String epoch, long offset, long timestamp) {
    public static final int MAX_EPOCH_LENGTH = 64;

    /** @throws IllegalArgumentException when no entry can have this position */
    public Position {
        if (epoch == null || epoch.isEmpty() || epoch.length() > MAX_EPOCH_LENGTH || offset < 0 || timestamp < 0) {
            throw new IllegalArgumentException("Invalid position");
        }
    }

    /** Before the first entry of a history. */
    public static Position before(String epoch) {
        return new Position(epoch, 0, 0);
    }
}
