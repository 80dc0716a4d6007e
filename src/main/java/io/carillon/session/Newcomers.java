package io.carillon.session;

import io.netty.channel.Channel;
import java.util.ArrayDeque;

/**
 * Sockets that are not WebSockets yet. One that is not after ten seconds is closed, however busily it sends: neither
 * silence nor a header sent a byte at a time holds a socket for longer. One per event loop.
 */
final class Newcomers {
    private static final long DEADLINE_MILLIS = 10_000;

    private record Newcomer(Channel channel, long deadline) {}

    private final ArrayDeque<Newcomer> queue = new ArrayDeque<>();

    void add(Channel channel, long now) {
        queue.add(new Newcomer(channel, now + DEADLINE_MILLIS));
    }

    /** All have the same time, so the first is always the next that is due. */
    void sweep(long now) {
        while (!queue.isEmpty() && queue.peek().deadline() <= now) {
            Channel channel = queue.poll().channel();
            if (channel.pipeline().get(WebSocketHandler.class) == null) {
                channel.close();
            }
        }
    }
}
