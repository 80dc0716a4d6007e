package io.carillon.chaos;

import io.carillon.channel.Position;
import io.carillon.chaos.check.Event;
import io.carillon.chaos.check.Roll;
import io.carillon.chaos.check.Terms;
import java.util.HashMap;
import java.util.Map;

/** How far everybody has come, as the harness needs to know to go on. It is no judgement. Any thread. */
final class Progress {
    /** When what each was last seen with had begun. */
    private final Map<String, Long> newest = new HashMap<>();

    private final Map<String, Event.Accepted> accepted = new HashMap<>();
    private final Map<String, Map<String, Position>> readers = new HashMap<>();

    private final Roll roll = new Roll();

    synchronized void see(Event event) {
        roll.see(event);
        if (event instanceof Event.Heard heard) {
            newest.put(heard.who() + heard.channel(), heard.sent());
            move(heard.who(), heard.channel(), heard.position());
        } else if (event instanceof Event.Subscribed subscribed) {
            if (Terms.hasMessages(subscribed.channel())) {
                newest.putIfAbsent(subscribed.who() + subscribed.channel(), 0L);
            }
            boolean stays = Boolean.TRUE.equals(subscribed.recovered());
            move(subscribed.who(), subscribed.channel(), stays ? subscribed.since() : subscribed.position());
        } else if (event instanceof Event.Present present && roll.isWhole(present)) {
            newest.put("list of members", present.asked());
        } else if (event instanceof Event.Reset reset) {
            move(reset.who(), reset.channel(), reset.position());
        } else if (event instanceof Event.Accepted each) {
            newest.put(each.author().split("\\.")[0], each.at());
            if (each.position() != null) {
                accepted.merge(each.channel(), each, (old, other) -> old.at() > other.at() ? old : other);
            }
        }
    }

    private void move(String who, String channel, Position position) {
        if (position != null) {
            readers.computeIfAbsent(channel, each -> new HashMap<>()).put(who, position);
        }
    }

    /** Whether all of so many have been seen with something that began after this moment. */
    synchronized boolean hasPassed(int all, long moment) {
        return newest.size() >= all && newest.values().stream().allMatch(each -> each > moment);
    }

    /** Whether everyone stands where the newest accepted message of each channel stands. */
    synchronized boolean isLevel() {
        return accepted.values().stream()
                .allMatch(newest -> readers.getOrDefault(newest.channel(), Map.of()).values().stream()
                        .allMatch(each -> each.epoch().equals(newest.position().epoch())
                                && each.offset() >= newest.position().offset()));
    }
}
