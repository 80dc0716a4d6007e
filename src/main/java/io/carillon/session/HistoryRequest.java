package io.carillon.session;

import io.carillon.broker.Page;
import io.carillon.broker.Past;
import io.carillon.channel.Discontinuity;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import java.util.List;
import java.util.Optional;

/**
 * Which part of a history a client wants to see. A page begins right behind the position, forward or backward, and shows
 * nothing when it cannot be known that it does.
 *
 * @param since empty: from the oldest message on, or from the newest one back
 */
record HistoryRequest(Optional<Position> since, int limit, boolean reverse) {
    /** Backward, the entry at the position is read too, since it alone tells whether the position is its own. */
    Page page() {
        if (reverse) {
            return Page.backFrom(
                    since.map(Position::offset).orElse(Page.NEWEST), since.isPresent() ? limit + 1 : limit);
        }
        return Page.after(since.map(Position::offset).orElse(Page.OLDEST), limit);
    }

    /** @throws ProtocolException when the page does not connect to the position */
    List<Publication> messages(Past past) {
        since.flatMap(position -> reverse ? past.breakAt(position) : past.breakAfter(position))
                .ifPresent(HistoryRequest::refuse);
        boolean first = reverse && since.isPresent() && !past.entries().isEmpty();
        return first ? past.entries().subList(1, past.entries().size()) : past.entries();
    }

    private static void refuse(Discontinuity reason) {
        throw new ProtocolException(ErrorCode.NOT_FOUND, "The history does not have that position: " + reason.text());
    }
}
