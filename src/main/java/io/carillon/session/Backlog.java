package io.carillon.session;

import io.carillon.config.NamespaceConfig.SlowConsumer;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * Frames that a slow connection has not made room for. It exists only while the socket takes no more, and it is where
 * the slow-consumer policies of the namespaces act.
 */
final class Backlog {
    /** @param channel identifies the channel for {@code LATEST}; null for what is said to this connection alone */
    private record Entry(ByteBuf frames, Object channel, SlowConsumer policy, int messages) {}

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long bytes;

    /** Returns how many messages had to go for it. */
    int add(ByteBuf frames, Object channel, SlowConsumer policy, int messages) {
        int dropped = policy == SlowConsumer.LATEST ? removeFirst(policy, channel) : 0;
        entries.add(new Entry(frames, channel, policy, messages));
        bytes += frames.readableBytes();
        return dropped;
    }

    /** Drops the oldest frames that may be dropped; returns how many messages, 0 when there are none such. */
    int dropOldest() {
        return removeFirst(SlowConsumer.DROP_OLDEST, null);
    }

    private int removeFirst(SlowConsumer policy, Object channel) {
        for (Iterator<Entry> i = entries.iterator(); i.hasNext(); ) {
            Entry entry = i.next();
            if (entry.policy == policy && (channel == null || entry.channel == channel)) {
                i.remove();
                bytes -= entry.frames.readableBytes();
                entry.frames.release();
                return entry.messages;
            }
        }
        return 0;
    }

    /** The oldest frames, which are the caller's to release; null when there are none. */
    ByteBuf poll() {
        Entry entry = entries.poll();
        if (entry == null) {
            return null;
        }
        bytes -= entry.frames.readableBytes();
        return entry.frames;
    }

    long bytes() {
        return bytes;
    }

    void release() {
        entries.forEach(entry -> entry.frames.release());
        entries.clear();
        bytes = 0;
    }
}
