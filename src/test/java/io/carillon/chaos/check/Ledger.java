package io.carillon.chaos.check;

import io.carillon.channel.Position;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All entries that anyone has been told of, by their places. After an erasure a place may have had several. */
final class Ledger {
    private final Map<Place, List<Entry>> entries = new HashMap<>();
    private final Map<Key, Position> keys = new HashMap<>();
    private final Map<History, Long> tops = new HashMap<>();
    private final Map<String, Event.Accepted> newest = new HashMap<>();

    /** When each channel was first listened to. */
    private final Map<String, Long> audiences = new HashMap<>();

    private final Troubles troubles;
    private final Verdict verdict;

    Ledger(Troubles troubles, Verdict verdict) {
        this.troubles = troubles;
        this.verdict = verdict;
    }

    private record Place(String channel, String epoch, long offset) {
        /** Elsewhere it may have been gone before anyone came to read it. */
        boolean mustBeHeard() {
            return channel.startsWith(Terms.LONG + ":");
        }
    }

    private record History(String channel, String epoch) {}

    private record Key(String channel, String epoch, String author, long number) {}

    private static final class Entry {
        final long timestamp;
        final String author;
        final long number;
        boolean accepted;
        Long digest;

        Entry(long timestamp, String author, long number) {
            this.timestamp = timestamp;
            this.author = author;
            this.number = number;
        }
    }

    void see(Event event) {
        if (event instanceof Event.Accepted accepted && accepted.position() != null) {
            Entry entry =
                    enter(event.at(), accepted.channel(), accepted.position(), accepted.author(), accepted.number());
            entry.accepted = true;
            tops.merge(
                    new History(accepted.channel(), accepted.position().epoch()),
                    accepted.position().offset(),
                    Math::max);
            newest.merge(accepted.channel(), accepted, (old, other) -> old.at() > other.at() ? old : other);
        } else if (event instanceof Event.Heard heard && heard.position() != null) {
            Entry entry = enter(event.at(), heard.channel(), heard.position(), heard.author(), heard.number());
            if (entry.digest != null && entry.digest != heard.digest()) {
                diverges(event.at(), heard.channel(), heard.position());
            }
            entry.digest = heard.digest();
        } else if (event instanceof Event.Subscribed subscribed) {
            audiences.merge(subscribed.channel(), subscribed.at(), Math::min);
        }
    }

    private Entry enter(long at, String channel, Position position, String author, long number) {
        List<Entry> here = entries.computeIfAbsent(
                new Place(channel, position.epoch(), position.offset()), place -> new ArrayList<>(1));
        for (Entry entry : here) {
            if (entry.timestamp == position.timestamp()) {
                if (!entry.author.equals(author) || entry.number != number) {
                    diverges(at, channel, position);
                }
                return entry;
            }
        }
        Entry entry = new Entry(position.timestamp(), author, number);
        here.add(entry);
        Position other = keys.putIfAbsent(new Key(channel, position.epoch(), author, number), position);
        if (other != null && !troubles.mayBeErased(Math.min(other.timestamp(), position.timestamp()))) {
            verdict.add(
                    Violation.Kind.DOUBLE,
                    at,
                    author + " " + number + " on " + channel + " at " + other + " and " + position);
        }
        return entry;
    }

    private void diverges(long at, String channel, Position position) {
        verdict.add(Violation.Kind.DIVERGENCE, at, "two entries at one position: " + channel + " " + position);
    }

    /** Holds what a subscriber has heard against what else is known of its place and of the one before. */
    void judge(Event.Heard heard, Position before) {
        Position position = heard.position();
        for (Entry entry : at(heard.channel(), position.epoch(), position.offset())) {
            boolean other = entry.timestamp != position.timestamp();
            if (entry.accepted && other && !troubles.mayBeErased(Math.min(entry.timestamp, position.timestamp()))) {
                loss(heard.at(), heard.who(), heard.channel(), position.epoch(), position.offset());
            }
        }
        for (Entry entry : at(heard.channel(), before.epoch(), before.offset())) {
            if (before.timestamp() < entry.timestamp && entry.timestamp <= position.timestamp()) {
                verdict.add(
                        Violation.Kind.SPLICE,
                        heard.at(),
                        heard.who() + " on " + heard.channel() + " from " + before + " to " + position
                                + ", though another entry stands before it");
            }
        }
    }

    private List<Entry> at(String channel, String epoch, long offset) {
        return entries.getOrDefault(new Place(channel, epoch, offset), List.of());
    }

    /** Whoever is at this position when all is over must have everything that was accepted. */
    void judgeEnd(long at, String who, String channel, Position end) {
        Event.Accepted last = newest.get(channel);
        if (last == null) {
            return;
        }
        if (!last.position().epoch().equals(end.epoch())) {
            verdict.add(
                    Violation.Kind.LOSS,
                    at,
                    who + " ends on " + channel + " in epoch " + end.epoch() + ", the newest is " + last.position());
            return;
        }
        long top = tops.get(new History(channel, end.epoch()));
        for (long offset = end.offset() + 1; offset <= top; offset++) {
            for (Entry entry : at(channel, end.epoch(), offset)) {
                if (entry.accepted && !troubles.mayBeErased(entry.timestamp)) {
                    loss(at, who, channel, end.epoch(), offset);
                }
            }
        }
    }

    /** What was accepted and nobody ever heard was erased before anyone could, or was never there. */
    void judgeUnheard() {
        entries.forEach((place, here) -> here.stream()
                .filter(entry -> entry.accepted && entry.digest == null)
                .filter(entry -> place.mustBeHeard() && !troubles.erasedSoonAfter(entry.timestamp))
                .filter(entry -> entry.timestamp > audiences.getOrDefault(place.channel(), Long.MAX_VALUE))
                .forEach(entry -> loss(entry.timestamp, "nobody", place.channel(), place.epoch(), place.offset())));
    }

    private void loss(long at, String who, String channel, String epoch, long offset) {
        verdict.add(
                Violation.Kind.LOSS,
                at,
                who + " did not get what was accepted on " + channel + " at " + epoch + "/" + offset);
    }
}
