package io.carillon.broker;

import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import java.util.ArrayList;
import java.util.List;

/**
 * Consecutive entries of one history, kept for a while so that many who come back at once are served by one reading.
 * Belongs to one event loop.
 */
final class Window {
    static final int MAX_ENTRIES = 4_096;
    static final long MAX_BYTES = 1 << 20;

    private final List<Publication> entries;
    private long bytes;

    /** @param page without gaps, ascending, one entry or more */
    Window(List<Publication> page) {
        entries = new ArrayList<>(page);
        for (Publication entry : page) {
            bytes += entry.text().length;
        }
    }

    private long first() {
        return entries.get(0).position().offset();
    }

    Position last() {
        return entries.get(entries.size() - 1).position();
    }

    /**
     * Adds the entry that follows.
     *
     * @return false when there is no room for it; the window then says nothing about it
     */
    boolean append(Publication next) {
        boolean room = entries.size() < MAX_ENTRIES && bytes + next.text().length <= MAX_BYTES;
        if (room) {
            entries.add(next);
            bytes += next.text().length;
        }
        return room;
    }

    long bytes() {
        return bytes;
    }

    /** Whether an entry with this position is known here to be in the history. */
    boolean contains(Position position) {
        long place = position.offset() - first();
        return place >= 0
                && place < entries.size()
                && entries.get((int) place).position().equals(position);
    }

    /** Whether it is known here what comes right after this position. */
    boolean follows(Position position) {
        long place = position.offset() + 1 - first();
        return place >= 0 && place < entries.size() && entries.get((int) place).follows(position);
    }

    /** What comes after an offset; a view. */
    List<Publication> after(long offset) {
        long place = Math.max(0, Math.min(entries.size(), offset + 1 - first()));
        return entries.subList((int) place, entries.size());
    }
}
