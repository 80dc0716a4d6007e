package io.carillon.chaos.check;

import io.carillon.channel.Position;
import java.util.ArrayList;
import java.util.List;

/** A run made by hand. Every event is 10 ms after the one before. */
final class Chronicle {
    static final String CHANNEL = "long:a";
    static final Terms TERMS = new Terms(2_000, 10_000, 7_000, 60, 6);

    private final List<Event> events = new ArrayList<>();
    private long clock = 1_000_000;

    long now() {
        return clock;
    }

    Chronicle later(long millis) {
        clock += millis;
        return this;
    }

    Chronicle add(Event event) {
        events.add(event);
        clock += 10;
        return this;
    }

    Verdict judge() {
        return Checker.judge(events::forEach, TERMS);
    }

    static Position at(String epoch, long offset, long timestamp) {
        return new Position(epoch, offset, timestamp);
    }

    Chronicle accepted(String author, long number, Position position) {
        return add(new Event.Accepted(clock, author, 0, CHANNEL, number, position, 5, false));
    }

    Chronicle repeated(String author, long number, Position position) {
        return add(new Event.Accepted(clock, author, 0, CHANNEL, number, position, 5, true));
    }

    Chronicle answered(long took) {
        return add(new Event.Accepted(clock, "p", 0, "live:a", 1, null, took, false));
    }

    Chronicle refused(int code) {
        return add(new Event.Refused(clock, "p", 0, code, 5));
    }

    Chronicle connected(String who) {
        return add(new Event.Connected(clock, who, 0));
    }

    Chronicle closed(String who, int code) {
        return add(new Event.Closed(clock, who, 0, code));
    }

    Chronicle subscribed(String who, Position position) {
        return add(new Event.Subscribed(clock, who, CHANNEL, position, null, null, ""));
    }

    Chronicle recovered(String who, Position since, Position position) {
        return add(new Event.Subscribed(clock, who, CHANNEL, position, since, true, ""));
    }

    Chronicle unrecovered(String who, Position since, Position position, String reason) {
        return add(new Event.Subscribed(clock, who, CHANNEL, position, since, false, reason));
    }

    Chronicle reset(String who, Position position, String reason) {
        return add(new Event.Reset(clock, who, CHANNEL, position, reason));
    }

    Chronicle heard(String who, String author, long number, Position position) {
        return add(new Event.Heard(
                clock, who, CHANNEL, position, position.timestamp(), author, number, 31 * author.hashCode() + number));
    }

    Chronicle heardOther(String who, String author, long number, Position position) {
        return add(new Event.Heard(clock, who, CHANNEL, position, position.timestamp(), author, number, 77));
    }

    Chronicle heardLive(String who, String author, long number, long sent) {
        return add(new Event.Heard(clock, who, "live:a", null, sent, author, number, number));
    }

    Chronicle listening(String who) {
        return add(new Event.Subscribed(clock, who, "live:a", null, null, null, ""));
    }

    Chronicle struck(String clients, String broker) {
        return add(new Event.Struck(clock, "fault", clients, broker));
    }

    Chronicle healed() {
        return add(new Event.Healed(clock, "fault"));
    }

    Chronicle erased(long from) {
        return add(new Event.Erased(clock, from));
    }

    Chronicle ready(boolean ready) {
        return add(new Event.Ready(clock, 0, ready));
    }
}
