package io.carillon.chaos.check;

import io.carillon.channel.Position;
import java.util.HashMap;
import java.util.Map;

/** One subscriber on one channel: where it stands, and since when it has been promised to miss nothing. */
final class Reader {
    private final String who;
    private final String channel;
    private final Ledger ledger;
    private final Troubles troubles;
    private final Verdict verdict;

    /** The newest number of each author since continuity began. */
    private final Map<String, Long> newest = new HashMap<>();

    private boolean subscribed;
    private Position position;
    private long moved;

    Reader(String who, String channel, Ledger ledger, Troubles troubles, Verdict verdict) {
        this.who = who;
        this.channel = channel;
        this.ledger = ledger;
        this.troubles = troubles;
        this.verdict = verdict;
    }

    void disconnected() {
        subscribed = false;
    }

    void see(Event.Subscribed event) {
        subscribed = true;
        if (event.position() == null) {
            if (Terms.hasHistory(channel)) {
                add(Violation.Kind.UNPLACED, event, "subscribed without a position");
            }
            begin(event, null);
        } else if (event.recovered() == null) {
            begin(event, event.position());
        } else if (event.recovered()) {
            recovered(event);
        } else {
            judgeReason(event, event.reason());
            begin(event, event.position());
        }
    }

    private void recovered(Event.Subscribed event) {
        Position since = event.since();
        Position top = event.position();
        boolean proven = since.epoch().equals(top.epoch())
                && (since.offset() < top.offset()
                        || since.offset() == top.offset() && since.timestamp() == top.timestamp());
        if (!proven) {
            add(Violation.Kind.UNPROVEN, event, "recovered from " + since + " to " + top);
        }
        position = since;
        moved = event.at();
    }

    void see(Event.Reset event) {
        judgeReason(event, event.reason());
        if (event.reason().equals("dropped")) {
            position = event.position();
            moved = event.at();
        } else {
            begin(event, event.position());
        }
    }

    private void judgeReason(Event event, String reason) {
        if (!Terms.mayForget(channel, reason) && !troubles.anyErasedBetween(moved, event.at())) {
            add(Violation.Kind.UNFOUNDED, event, "told '" + reason + "' at " + position);
        }
    }

    private void begin(Event event, Position start) {
        position = start;
        moved = event.at();
        newest.clear();
    }

    void see(Event.Heard event) {
        if (!subscribed) {
            add(Violation.Kind.EARLY, event, "a message before the answer");
        }
        if (event.position() != null && position != null) {
            judgePlace(event);
        } else if (Terms.hasHistory(channel)) {
            add(Violation.Kind.UNPLACED, event, "a message without an offset");
        }
        Long before = newest.put(event.author(), event.number());
        if (before != null && before >= event.number()) {
            add(Violation.Kind.DISORDER, event, event.author() + " " + event.number() + " after " + before);
        }
    }

    private void judgePlace(Event.Heard event) {
        long expected = position.offset() + 1;
        long offset = event.position().offset();
        if (offset > expected) {
            add(Violation.Kind.GAP, event, "offset " + offset + " after " + position);
        } else if (offset < expected) {
            add(Violation.Kind.REPEAT, event, "offset " + offset + " after " + position);
        } else {
            ledger.judge(event, position);
        }
        position = event.position();
        moved = event.at();
    }

    void judgeEnd(long at) {
        if (!subscribed) {
            verdict.add(Violation.Kind.STALL, at, who + " is not subscribed to " + channel + " at the end");
        } else if (position != null) {
            ledger.judgeEnd(at, who, channel, position);
        }
    }

    private void add(Violation.Kind kind, Event event, String what) {
        verdict.add(kind, event.at(), who + " on " + channel + ": " + what);
    }
}
