package io.carillon.broker;

import io.carillon.channel.Discontinuity;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import java.util.List;
import java.util.Optional;

/**
 * A page of a history and, of the same moment, where the history stands.
 *
 * @param top position of the newest entry, be it still kept or not
 * @param entries in the order of the page, without gaps
 */
public record Past(Position top, List<Publication> entries) {
    /**
     * Whether this page, read {@link Page#after after} a position's offset, goes on right where the position is; empty
     * when it does.
     */
    public Optional<Discontinuity> breakAfter(Position since) {
        if (!since.epoch().equals(top.epoch())) {
            return Optional.of(Discontinuity.EPOCH);
        }
        if (since.offset() > top.offset()) {
            return Optional.of(Discontinuity.AHEAD);
        }
        if (since.offset() == top.offset()) {
            return same(since.timestamp(), top.timestamp());
        }
        if (entries.isEmpty() || entries.get(0).position().offset() != since.offset() + 1) {
            return Optional.of(Discontinuity.EXPIRED);
        }
        return same(since.timestamp(), entries.get(0).previousTimestamp());
    }

    /** Whether this page, read {@link Page#backFrom back from} a position's offset, begins with the very entry. */
    public Optional<Discontinuity> breakAt(Position position) {
        if (!position.epoch().equals(top.epoch())) {
            return Optional.of(Discontinuity.EPOCH);
        }
        if (position.offset() > top.offset()) {
            return Optional.of(Discontinuity.AHEAD);
        }
        if (position.offset() == top.offset()) {
            return same(position.timestamp(), top.timestamp());
        }
        if (position.offset() == 0) {
            return same(position.timestamp(), 0);
        }
        if (entries.isEmpty() || entries.get(0).position().offset() != position.offset()) {
            return Optional.of(Discontinuity.EXPIRED);
        }
        return same(position.timestamp(), entries.get(0).position().timestamp());
    }

    /** Whether this page, which was read forward, was not cut off before it could say what follows a position. */
    boolean reachesBeyond(Position position) {
        return !hasMore()
                || !position.epoch().equals(top.epoch())
                || entries.get(entries.size() - 1).position().offset() > position.offset();
    }

    /** Whether this page, which was read forward and is of the same epoch, has another entry in the place of one. */
    Optional<Discontinuity> forkAt(Position position) {
        return entries.stream()
                .map(Publication::position)
                .filter(each -> each.offset() == position.offset() && !each.equals(position))
                .map(each -> Discontinuity.FENCED)
                .findAny();
    }

    private static Optional<Discontinuity> same(long timestamp, long actual) {
        return timestamp == actual ? Optional.empty() : Optional.of(Discontinuity.FENCED);
    }

    /** The part of this page, which was read forward, that comes after an offset. */
    public Past after(long offset) {
        int first = 0;
        while (first < entries.size() && entries.get(first).position().offset() <= offset) {
            first++;
        }
        return new Past(top, entries.subList(first, entries.size()));
    }

    /** Whether there are newer entries than the last of this page, which was read forward. */
    public boolean hasMore() {
        return !entries.isEmpty() && entries.get(entries.size() - 1).position().offset() < top.offset();
    }

    /** Bytes of the entries' texts. */
    public long bytes() {
        return entries.stream().mapToLong(entry -> entry.text().length).sum();
    }
}
