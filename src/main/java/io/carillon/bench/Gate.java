package io.carillon.bench;

import io.netty.channel.EventLoop;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Lets clients begin to connect in the order in which they came, as fast as the entry allows. */
final class Gate {
    private static final int TICK_MILLIS = 2;
    private static final long BURST_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final double NANOS = 1e9;

    private final EventLoop loop;
    private final Consumer<Client> start;
    private final Queue<Client> waiting = new ArrayDeque<>();
    private Entry entry;
    private boolean ticking;
    private int inFlight;
    private long dueAt = System.nanoTime();

    Gate(EventLoop loop, Consumer<Client> start) {
        this.loop = loop;
        this.start = start;
    }

    void set(Entry how) {
        entry = how;
    }

    void enter(Client client) {
        waiting.add(client);
        open();
    }

    /** One that was let in has arrived, or failed. */
    void left() {
        inFlight--;
        open();
    }

    private void open() {
        while (hasRoom() && isDue(System.nanoTime())) {
            inFlight++;
            start.accept(waiting.poll());
        }
        if (hasRoom() && !ticking) {
            ticking = true;
            loop.schedule(this::tick, TICK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private boolean hasRoom() {
        return !waiting.isEmpty() && inFlight < entry.inFlight();
    }

    private void tick() {
        ticking = false;
        open();
    }

    /** Keeps the rate; what was not used of it is used up by a short burst at most. */
    private boolean isDue(long now) {
        if (entry.perSecond() == 0) {
            return true;
        }
        if (now < dueAt) {
            return false;
        }
        dueAt = Math.max(dueAt, now - BURST_NANOS) + (long) (NANOS / entry.perSecond());
        return true;
    }
}
