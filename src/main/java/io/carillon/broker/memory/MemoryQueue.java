package io.carillon.broker.memory;

import io.carillon.broker.EventStore.Terms;
import io.carillon.broker.QueueHead;
import io.carillon.broker.StoredEvent;
import io.carillon.config.EventHookConfig.Kind;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Events of a process that wait to be delivered. Its owner locks. */
final class MemoryQueue {
    private final ArrayDeque<StoredEvent> events = new ArrayDeque<>();
    private long last;
    private long dropped;
    private String courier = "";
    private long courierUntil;

    void connection(Terms terms, String node, Kind kind, String client, MemoryClient at, long time, int code) {
        String id = client + ":" + kind.text() + at.suffix();
        add(terms, kind, new StoredEvent(next(), kind.text(), id, time, node, client, at.user(), code));
    }

    void channel(Terms terms, String node, Kind kind, String channel, long time) {
        String place = next();
        String id = channel + ":" + kind.text() + ":" + time + "-" + place;
        add(terms, kind, new StoredEvent(place, kind.text(), id, time, node, channel, "", 0));
    }

    private String next() {
        return Long.toString(++last);
    }

    private void add(Terms terms, Kind kind, StoredEvent event) {
        if (terms.kinds().contains(kind)) {
            events.add(event);
        }
        while (events.size() > terms.queue()) {
            events.remove();
            dropped++;
        }
    }

    /** How many events have given way since it was asked last. */
    long takeDropped() {
        long since = dropped;
        dropped = 0;
        return since;
    }

    QueueHead take(String caller, Duration life, String delivered, int most) {
        long now = TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        if (!courier.isEmpty() && !courier.equals(caller) && courierUntil > now) {
            return QueueHead.ANOTHERS;
        }
        courier = caller;
        courierUntil = now + life.toMillis();
        while (!delivered.isEmpty() && !events.isEmpty() && isUpTo(events.peek(), delivered)) {
            events.remove();
        }
        List<StoredEvent> head = events.stream().limit(most).toList();
        return new QueueHead(true, events.size(), head);
    }

    private static boolean isUpTo(StoredEvent event, String entry) {
        return Long.parseLong(event.entry()) <= Long.parseLong(entry);
    }

    void resign(String caller) {
        if (courier.equals(caller)) {
            courier = "";
        }
    }
}
