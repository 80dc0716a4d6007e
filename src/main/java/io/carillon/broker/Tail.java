package io.carillon.broker;

import io.carillon.bus.Recollection;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Discontinuity;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.channel.ResetText;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How far the hubs of this node have come in the history of one channel. A live publication is handed over when it follows
 * what was handed over last; whatever else comes is held until a page of the history has told what lies between. Knows
 * nothing of the broker: it says what is to be read, and is told what was. Belongs to one event loop.
 */
final class Tail {
    /** Live publications that may wait for a page; what comes after them is found in the history. */
    static final int MAX_HELD = 1_024;

    static final long MAX_HELD_BYTES = 1 << 20;

    private final ChannelName channel;
    private final Consumer<Discontinuity> breaks;
    /** Handed over last; null until the first page. */
    private Position last;

    /** What leads to {@link #last}, or to a position before it; null when nothing is kept. */
    private Window window;
    /** Offset before which nothing is kept any more, as far as is known; it never comes back. */
    private long oldest;

    private final ArrayDeque<Publication> held = new ArrayDeque<>();
    private long heldBytes;
    private boolean doubtful;
    /** Of the reading that is under way: what had been handed over and was held when it began. */
    private Position readFrom;

    private long readAfter;
    private int heldBefore;
    private boolean reading;

    /** @param breaks is told of every {@code reset} */
    Tail(ChannelName channel, Consumer<Discontinuity> breaks) {
        this.channel = channel;
        this.breaks = breaks;
    }

    ChannelName channel() {
        return channel;
    }

    /** Whether something came, or may have come, that does not follow what was handed over. */
    boolean isDoubtful() {
        return doubtful;
    }

    /** The feed may have missed something. */
    void doubt() {
        doubtful = last != null;
    }

    boolean isReading() {
        return reading;
    }

    /** Takes what the feed has brought; returns whether it is to be handed over now. */
    boolean take(Publication live) {
        if (last != null && live.follows(last)) {
            advance(live);
            return true;
        }
        boolean repetition = last != null && (live.position().equals(last) || isInWindow(live.position()));
        if (!repetition && (last != null || reading)) {
            doubt(live);
        }
        return false;
    }

    /** Of a history that has begun there is nothing to hold, but the page that is being read may be older. */
    private void doubt(Publication live) {
        doubtful |= last != null || live.isBeginning();
        if (!live.isBeginning()) {
            hold(live);
        }
    }

    private void hold(Publication live) {
        long bytes = heldBytes + live.text().length;
        if (held.size() < MAX_HELD && bytes <= MAX_HELD_BYTES) {
            held.add(live);
            heldBytes = bytes;
        }
    }

    private boolean isInWindow(Position position) {
        return window != null && window.contains(position);
    }

    private void advance(Publication next) {
        if (window != null && window.last().equals(last) && !window.append(next)) {
            window = null;
        }
        last = next.position();
    }

    /** What was published since a position, when that is known without reading. */
    Optional<Recollection> recall(Optional<Position> since) {
        if (last == null) {
            return Optional.empty();
        }
        if (since.isEmpty() || since.get().equals(last)) {
            return Optional.of(new Recollection(last, Optional.empty(), List.of(), false));
        }
        if (isExpired(since.get())) {
            return Optional.of(new Recollection(last, Optional.of(Discontinuity.EXPIRED), List.of(), false));
        }
        if (window == null || !window.follows(since.get())) {
            return Optional.empty();
        }
        boolean more = window.last().offset() < last.offset();
        return Optional.of(new Recollection(last, Optional.empty(), window.after(since.get()), more));
    }

    /** Thousands who come back too late are told so without a reading for each. */
    private boolean isExpired(Position since) {
        return since.offset() + 1 < oldest
                && since.offset() < last.offset()
                && since.epoch().equals(last.epoch());
    }

    /** Bytes that are kept for those who come back. */
    long windowBytes() {
        return window == null ? 0 : window.bytes();
    }

    /** Lets go of what was kept for those who come back. */
    void closeWindow() {
        window = null;
    }

    /**
     * A reading begins, for this tail and for those who ask.
     *
     * @return what is to be read
     */
    Page beginReading(Iterable<Question> asked) {
        reading = true;
        readFrom = last;
        heldBefore = held.size();
        doubtful = false;
        long from = last == null ? Page.NEWEST : last.offset();
        for (Question question : asked) {
            if (question.since().isPresent()) {
                from = Math.min(from, question.since().get().offset());
            }
        }
        readAfter = from;
        return Page.after(from, Continuity.PAGE);
    }

    /** The reading has failed: what it was to clear up is as doubtful as before. */
    void endReading() {
        reading = false;
        doubtful = last != null;
    }

    /**
     * The reading has brought a page.
     *
     * @return what is to be handed over now, in order; a {@code reset} stands where continuity was lost
     */
    List<Publication> absorb(Past page) {
        reading = false;
        List<Publication> out = new ArrayList<>();
        if (!page.entries().isEmpty()) {
            window = new Window(page.entries());
        }
        if (last == null) {
            last = page.top();
        } else if (reaches(page)) {
            page.after(readFrom.offset()).breakAfter(readFrom).ifPresent(reason -> beginAnew(reason, page, out));
        }
        learnOldest(page);
        for (Publication entry : page.entries()) {
            follow(entry, out);
        }
        doubtful |= page.hasMore()
                && page.entries().get(page.entries().size() - 1).position().equals(last);
        releaseHeld(out);
        return out;
    }

    /**
     * Answers, from the page that was absorbed just now, who asked before it was read; empty when the page does not say
     * enough.
     */
    Optional<Recollection> judge(Optional<Position> since, Past page) {
        Optional<Recollection> known = recall(since);
        if (known.isPresent()) {
            return known;
        }
        Past rest = page.after(since.get().offset());
        if (rest.entries().isEmpty() && page.hasMore()) {
            return Optional.empty();
        }
        return new Past(last, rest.entries())
                .breakAfter(since.get())
                .map(reason -> new Recollection(last, Optional.of(reason), List.of(), false));
    }

    private void learnOldest(Past page) {
        boolean empty = page.entries().isEmpty();
        long first = empty
                ? page.top().offset() + 1
                : page.entries().get(0).position().offset();
        if (readAfter < first - 1) {
            oldest = first;
        }
    }

    /** Whether the page says anything about what follows the position it was read for; one that was cut off may not. */
    private boolean reaches(Past page) {
        boolean cutOff = page.hasMore()
                && page.entries().get(page.entries().size() - 1).position().offset() <= readFrom.offset()
                && page.top().epoch().equals(readFrom.epoch());
        doubtful |= cutOff;
        return !cutOff;
    }

    /** The tail begins again at the earliest position from which on nothing is missing. */
    private void beginAnew(Discontinuity reason, Past page, List<Publication> out) {
        List<Publication> rest = page.after(page.top().epoch().equals(readFrom.epoch()) ? readFrom.offset() : 0)
                .entries();
        Position start = page.top();
        if (!rest.isEmpty()) {
            start = rest.get(0).predecessor();
        } else if (!held.isEmpty() && held.peek().position().epoch().equals(start.epoch())) {
            start = held.peek().predecessor();
        }
        last = start;
        oldest = 0;
        if (page.entries().isEmpty()) {
            window = null;
        }
        breaks.accept(reason);
        out.add(new Publication(channel, ResetText.encode(channel, reason, start), start, 0));
    }

    private boolean follow(Publication next, List<Publication> out) {
        boolean follows = next.follows(last);
        if (follows) {
            advance(next);
            out.add(next);
        }
        return follows;
    }

    /**
     * What was held before the reading began and still does not follow was repeated, or a failover has lost it: the page is
     * younger. What came later may have to be read for.
     */
    private void releaseHeld(List<Publication> out) {
        List<Publication> live = List.copyOf(held);
        held.clear();
        heldBytes = 0;
        for (int i = 0; i < live.size(); i++) {
            Publication next = live.get(i);
            boolean settled = follow(next, out)
                    || next.position().equals(last)
                    || isInWindow(next.position())
                    || i < heldBefore && !doubtful;
            if (!settled) {
                hold(next);
                doubtful = true;
            }
        }
    }
}
