package io.carillon.session;

import io.carillon.config.NamespaceConfig.SlowConsumer;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Predicate;

/**
 * Frames that a slow connection has not made room for. It exists only while the socket takes no more, and it is where
 * the slow-consumer policies of the namespaces act.
 */
final class Backlog {
    /** @param channel identifies the channel; null for what is said to this connection alone */
    private record Entry(ByteBuf frame, Object channel, SlowConsumer policy) {}

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    private long bytes;

    /** Adds a message, which with {@code LATEST} takes the place of an older one; returns how many had to go for it. */
    int add(ByteBuf frame, Object channel, SlowConsumer policy) {
        int replaced = policy == SlowConsumer.LATEST && removeFirst(entry -> entry.channel == channel) ? 1 : 0;
        entries.add(new Entry(frame, channel, policy));
        bytes += frame.readableBytes();
        return replaced;
    }

    /** Drops the oldest message that may be dropped, though never the newest; false when there is none such. */
    boolean dropOldest() {
        Entry newest = entries.peekLast();
        return removeFirst(entry -> entry.policy != SlowConsumer.DISCONNECT && entry != newest);
    }

    private boolean removeFirst(Predicate<Entry> which) {
        for (Iterator<Entry> i = entries.iterator(); i.hasNext(); ) {
            Entry entry = i.next();
            if (which.test(entry)) {
                i.remove();
                bytes -= entry.frame.readableBytes();
                entry.frame.release();
                return true;
            }
        }
        return false;
    }

    /** The oldest message, which is the caller's to release; null when there are none. */
    ByteBuf poll() {
        Entry entry = entries.poll();
        if (entry == null) {
            return null;
        }
        bytes -= entry.frame.readableBytes();
        return entry.frame;
    }

    long bytes() {
        return bytes;
    }

    void release() {
        entries.forEach(entry -> entry.frame.release());
        entries.clear();
        bytes = 0;
    }
}
