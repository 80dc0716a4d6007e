package io.carillon.session;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Discontinuity;
import io.carillon.channel.Position;
import io.carillon.channel.ResetText;
import io.carillon.config.NamespaceConfig.SlowConsumer;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Frames that a slow connection has not made room for. It exists only while the socket takes no more, and it is where
 * the slow-consumer policies of the namespaces act. Whoever is not sent messages that it was promised is told so before
 * the next message of that channel.
 */
final class Backlog {
    /** @param channel null for what is said to this connection alone */
    private record Entry(ByteBuf frame, ChannelName channel, SlowConsumer policy, Position position) {
        /** Whoever asked for the latest alone misses nothing, unless the channel promises a history. */
        boolean leavesGap() {
            return policy == SlowConsumer.DROP_OLDEST || position != null;
        }
    }

    private final ArrayDeque<Entry> entries = new ArrayDeque<>();
    /** Channels of which messages were dropped, with the position of the last of them; null without history. */
    private final Map<ChannelName, Position> gaps = new HashMap<>();

    private long bytes;

    /**
     * Adds a message, which with {@code LATEST} takes the place of an older one of that kind; returns how many had to go for
     * it. What was promised to come, before a reload or as an event, stays.
     *
     * @param position in the channel's history; null where it has none
     */
    int add(ByteBuf frame, ChannelName channel, SlowConsumer policy, Position position) {
        boolean replaces = policy == SlowConsumer.LATEST
                && removeFirst(entry -> entry.policy == policy && entry.channel.equals(channel));
        entries.add(new Entry(frame, channel, policy, position));
        bytes += frame.readableBytes();
        return replaces ? 1 : 0;
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
                if (entry.leavesGap()) {
                    gaps.put(entry.channel, entry.position);
                }
                return true;
            }
        }
        return false;
    }

    /** What the client has to be told before the next message; null when that is nothing. */
    byte[] pollReset() {
        if (gaps.isEmpty()) {
            return null;
        }
        ChannelName channel = entries.isEmpty() ? gaps.keySet().iterator().next() : entries.peek().channel;
        if (!gaps.containsKey(channel)) {
            return null;
        }
        return ResetText.encode(channel, Discontinuity.DROPPED, gaps.remove(channel));
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
        gaps.clear();
        bytes = 0;
    }
}
