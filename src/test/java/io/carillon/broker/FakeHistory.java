package io.carillon.broker;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One history that a test writes by hand, and loses parts of; pages are answered when the test says so. */
final class FakeHistory implements Broker {
    static final ChannelName CHANNEL = new ChannelName("c");

    private record Reading(Page page, Promise<Past> answer) {}

    final List<Page> pages = new ArrayList<>();
    private final ArrayDeque<Reading> held = new ArrayDeque<>();
    private final List<Publication> entries = new ArrayList<>();
    private Position top = Position.before("e1");
    private int kept = Integer.MAX_VALUE;
    private int longest = Integer.MAX_VALUE;
    private boolean holds;
    private boolean away;

    /** A new entry, at a time that no other entry has. */
    Publication append(long timestamp) {
        Position position = new Position(top.epoch(), top.offset() + 1, timestamp);
        byte[] text = ("{\"" + position.epoch() + position.offset() + "@" + timestamp + "\"}")
                .getBytes(StandardCharsets.UTF_8);
        Publication entry = new Publication(CHANNEL, text, position, top.timestamp());
        entries.add(entry);
        while (entries.size() > kept) {
            entries.remove(0);
        }
        top = position;
        return entry;
    }

    Position top() {
        return top;
    }

    void keep(int size) {
        kept = size;
    }

    /** Pages end sooner, as they do when their entries are large. */
    void cut(int most) {
        longest = most;
    }

    /** A failover to a replica that has not heard of the newest entries. */
    void lose(int newest) {
        for (int i = 0; i < newest && !entries.isEmpty(); i++) {
            Publication lost = entries.remove(entries.size() - 1);
            top = lost.predecessor();
        }
    }

    /** Everything is gone, and another history begins. */
    void flush(String epoch) {
        entries.clear();
        top = Position.before(epoch);
    }

    void hold() {
        holds = true;
    }

    /** Answers the oldest reading as the history is now. */
    void answer() {
        Reading reading = held.remove();
        reading.answer.complete(past(reading.page));
    }

    /** What the oldest reading finds now. */
    Past found() {
        return past(held.element().page);
    }

    boolean isRead() {
        return !held.isEmpty();
    }

    /** Whether it can tell today what came after a position. */
    boolean goesOnFrom(Position since) {
        return since.equals(top) || entries.stream().anyMatch(entry -> entry.follows(since));
    }

    /** Answers the oldest reading with what the history was when it was read. */
    void answer(Past then) {
        held.remove().answer.complete(then);
    }

    void fail() {
        held.remove().answer.fail(new BrokerUnavailableException("away"));
    }

    void away(boolean gone) {
        away = gone;
    }

    @Override
    public Future<Past> read(ChannelName channel, Page page) {
        pages.add(page);
        if (away) {
            return Future.failedFuture(new BrokerUnavailableException("away"));
        }
        if (!holds) {
            return Future.succeededFuture(past(page));
        }
        Reading reading = new Reading(page, Promise.promise());
        held.add(reading);
        return reading.answer.future();
    }

    private Past past(Page page) {
        return new Past(
                top,
                entries.stream()
                        .filter(entry -> entry.position().offset() > page.offset())
                        .limit(Math.min(page.limit(), longest))
                        .toList());
    }

    @Override
    public Future<Void> publish(ChannelName channel, byte[] text) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Optional<Position>> publish(Draft draft) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<Position> erase(ChannelName channel) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isUp() {
        return !away;
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
