package io.carillon.session;

import java.util.ArrayDeque;

/**
 * Sockets that are not WebSockets yet. One that is not after ten seconds is closed, however busily it sends: neither
 * silence nor a header sent a byte at a time holds a socket for longer. One that has sent part of a request is told so, with
 * 408. One per event loop.
 */
final class Newcomers {
    private static final long DEADLINE_MILLIS = 10_000;

    private record Newcomer(Runnable expiry, long deadline) {}

    private final ArrayDeque<Newcomer> queue = new ArrayDeque<>();

    /** @param expiry ends the socket unless it is a WebSocket by then */
    void add(Runnable expiry, long now) {
        queue.add(new Newcomer(expiry, now + DEADLINE_MILLIS));
    }

    /** All have the same time, so the first is always the next that is due. */
    void sweep(long now) {
        while (!queue.isEmpty() && queue.peek().deadline() <= now) {
            queue.poll().expiry().run();
        }
    }
}
