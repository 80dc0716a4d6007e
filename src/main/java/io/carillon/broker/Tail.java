package io.carillon.broker;

import io.carillon.bus.Recollection;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Discontinuity;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.channel.ResetText;
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
    private final ChannelName channel;
    private final Consumer<Discontinuity> breaks;
    /** Handed over last; null until the first page. */
    private Position last;

    /** What leads to {@link #last}, or to a position before it; null when nothing is kept. */
    private Window window;
    /** Offset before which nothing is kept any more, as far as is known; it never comes back. */
    private long oldest;

    /** Live publications that do not follow. */
    private final Held held = new Held();

    private boolean doubtful;
    /** Null when none is under way. */
    private Reading reading;

    /**
     * @param passed what was handed over last before anybody asked about the history; null when that is nothing
     * @param breaks is told of every {@code reset}
     */
    Tail(ChannelName channel, Position passed, Consumer<Discontinuity> breaks) {
        this.channel = channel;
        this.breaks = breaks;
        last = passed;
        doubt();
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
        return reading != null;
    }

    /** Takes what the feed has brought; returns whether it is to be handed over now. */
    boolean take(Publication live) {
        if (last != null && live.follows(last)) {
            advance(live);
            if (reading != null) {
                reading.passed().add(live);
            }
            return true;
        }
        boolean repetition = last != null && (live.position().equals(last) || isInWindow(live.position()));
        if (!repetition && (last != null || reading != null)) {
            doubt(live);
        }
        return false;
    }

    /** Of a history that has begun there is nothing to hold, but the page that is being read may be older. */
    private void doubt(Publication live) {
        doubtful |= last != null || live.isBeginning();
        if (!live.isBeginning()) {
            held.add(live);
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
        return Optional.of(new Recollection(
                last, Optional.empty(), List.copyOf(window.after(since.get().offset())), more));
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
        doubtful = false;
        held.mark();
        long from = last == null ? Page.NEWEST : last.offset();
        for (Question question : asked) {
            if (question.since().isPresent()) {
                from = Math.min(from, question.since().get().offset());
            }
        }
        reading = new Reading(last, from, new Held());
        return Page.after(from, Continuity.PAGE);
    }

    /** The reading has failed: what it was to clear up is as doubtful as before. */
    void endReading() {
        reading = null;
        doubtful = last != null;
    }

    /**
     * The reading has brought a page.
     *
     * @return what is to be handed over now, in order; a {@code reset} stands where continuity was lost
     */
    List<Publication> absorb(Past page) {
        Reading done = reading;
        reading = null;
        List<Publication> out = new ArrayList<>();
        if (!page.entries().isEmpty()) {
            window = new Window(page.entries());
        }
        if (last == null) {
            last = page.top();
        } else {
            breakIn(page, done).ifPresent(reason -> beginAnew(reason, page, done, out));
        }
        learnOldest(page, done);
        for (Publication entry : page.entries()) {
            follow(entry, out);
        }
        doubtful |= page.hasMore()
                && page.entries().get(page.entries().size() - 1).position().equals(last);
        extendWindow(page, done);
        releaseHeld(out);
        return out;
    }

    /**
     * Whether the page contradicts what was handed over. One that is older than that is held against what had been handed
     * over when the reading began. When it does not reach back to there it says nothing, and need not: the feed itself has
     * led on from there. One that was cut off says nothing either.
     */
    private Optional<Discontinuity> breakIn(Past page, Reading done) {
        boolean older = page.top().epoch().equals(last.epoch()) && page.top().offset() < last.offset();
        Position known = older ? done.last() : last;
        if (!page.reachesBeyond(known)) {
            doubtful = true;
            return page.forkAt(known);
        }
        Optional<Discontinuity> reason = page.after(known.offset()).breakAfter(known);
        return older && reason.equals(Optional.of(Discontinuity.EXPIRED)) ? Optional.empty() : reason;
    }

    /** What was handed over while the page was read goes on where the page ends. */
    private void extendWindow(Past page, Reading done) {
        for (Publication next : done.passed().all()) {
            if (window == null && next.follows(page.top())) {
                window = new Window(List.of(next));
            } else if (window != null && next.follows(window.last()) && !window.append(next)) {
                return;
            }
        }
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
        Position position = since.get();
        boolean whole = window != null && window.last().equals(last);
        List<Publication> rest = whole
                ? window.after(position.offset())
                : page.after(position.offset()).entries();
        if (rest.isEmpty() && (page.hasMore() || isBetween(page.top(), position, last))) {
            return Optional.empty();
        }
        return new Past(last, rest)
                .breakAfter(position)
                .map(reason -> new Recollection(last, Optional.of(reason), List.of(), false));
    }

    private void learnOldest(Past page, Reading done) {
        boolean empty = page.entries().isEmpty();
        long first = empty
                ? page.top().offset() + 1
                : page.entries().get(0).position().offset();
        if (done.after() < first - 1) {
            oldest = first;
        }
    }

    /** Whether a position is of the history of two others, not before the first, and before the second. */
    private static boolean isBetween(Position first, Position position, Position second) {
        return position.epoch().equals(second.epoch())
                && position.offset() >= first.offset()
                && position.offset() < second.offset();
    }

    /** The tail begins again at the earliest position from which on nothing is missing. */
    private void beginAnew(Discontinuity reason, Past page, Reading done, List<Publication> out) {
        boolean sameEpoch = page.top().epoch().equals(done.last().epoch());
        List<Publication> rest =
                page.after(sameEpoch ? done.last().offset() : 0).entries();
        Position start = rest.isEmpty() ? held.leadTo(page.top()) : rest.get(0).predecessor();
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
            window = window == null ? new Window(List.of(next)) : window;
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
        int marked = held.marked();
        List<Publication> live = held.takeAll();
        for (int i = 0; i < live.size(); i++) {
            Publication next = live.get(i);
            boolean settled = follow(next, out)
                    || next.position().equals(last)
                    || isInWindow(next.position())
                    || i < marked && !doubtful;
            if (!settled) {
                held.add(next);
                doubtful = true;
            }
        }
    }
}
