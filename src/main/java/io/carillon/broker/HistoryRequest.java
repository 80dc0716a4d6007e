package io.carillon.broker;

import io.carillon.channel.Discontinuity;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import java.util.List;
import java.util.Optional;

/**
 * Which part of a history somebody wants to see. A page begins right behind the position, forward or backward, and shows
 * nothing when it cannot be known that it does.
 *
 * @param since empty: from the oldest message on, or from the newest one back
 * @param limit messages at most, 1 or more
 */
public record HistoryRequest(Optional<Position> since, int limit, boolean reverse) {
    /** Backward, the entry at the position is read too, since it alone tells whether the position is its own. */
    public Page page() {
        if (reverse) {
            return Page.backFrom(
                    since.map(Position::offset).orElse(Page.NEWEST), since.isPresent() ? limit + 1 : limit);
        }
        return Page.after(since.map(Position::offset).orElse(Page.OLDEST), limit);
    }

    /** Why the page does not connect to the position; empty when it does. */
    public Optional<Discontinuity> breakIn(Past past) {
        return since.flatMap(position -> reverse ? past.breakAt(position) : past.breakAfter(position));
    }

    /** What is to be shown of a page that connects. */
    public List<Publication> messages(Past past) {
        boolean first = reverse && since.isPresent() && !past.entries().isEmpty();
        return first ? past.entries().subList(1, past.entries().size()) : past.entries();
    }
}
