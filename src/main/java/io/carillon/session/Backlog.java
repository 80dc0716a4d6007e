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
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Frames that a slow connection has not made room for. It exists only while the socket takes no more, and it is where
 * the slow-consumer policies of the namespaces act. Whoever is not sent messages that it was promised is told so where they
 * would have been: before the next message of that channel, or before the end of the subscription. What is done to one
 * frame costs the same however many wait: the slow share their event loop with others.
 */
final class Backlog {
    /** Equal to none but itself. */
    private static final class Entry {
        final long number;
        final ByteBuf frame;
        final ChannelName channel;
        final SlowConsumer policy;
        final Position position;

        /** @param channel null for what is said to this connection alone */
        Entry(long number, ByteBuf frame, ChannelName channel, SlowConsumer policy, Position position) {
            this.number = number;
            this.frame = frame;
            this.channel = channel;
            this.policy = policy;
            this.position = position;
        }

        /** Whoever asked for the latest alone misses nothing, unless the channel promises a history. */
        boolean leavesGap() {
            return policy == SlowConsumer.DROP_OLDEST || position != null;
        }

        /** A channel has one latest message. */
        Object key() {
            return policy == SlowConsumer.LATEST ? channel : this;
        }
    }

    /**
     * @param number of the last entry of a channel that was dropped
     * @param position of that entry; null without history
     */
    private record Gap(long number, Position position) {}

    /** What may not be dropped. */
    private final ArrayDeque<Entry> kept = new ArrayDeque<>();
    /** What may, the oldest first. */
    private final Map<Object, Entry> droppable = new LinkedHashMap<>();
    /** Channels of which messages were dropped, and what their clients have not been told of. */
    private final Map<ChannelName, Gap> gaps = new HashMap<>();

    private long added;
    private long bytes;

    /**
     * Adds a message, which with {@code LATEST} takes the place of an older one of that kind; returns how many had to go for
     * it. What was promised to come, before a reload or as an event, stays.
     *
     * @param position in the channel's history; null where it has none
     */
    int add(ByteBuf frame, ChannelName channel, SlowConsumer policy, Position position) {
        Entry entry = new Entry(++added, frame, channel, policy, position);
        bytes += frame.readableBytes();
        if (policy == SlowConsumer.DISCONNECT) {
            kept.add(entry);
            return 0;
        }
        Entry former = droppable.remove(entry.key());
        droppable.put(entry.key(), entry);
        if (former == null) {
            return 0;
        }
        drop(former);
        return 1;
    }

    /** Drops the oldest message that may be dropped, though never the newest; false when there is none such. */
    boolean dropOldest() {
        Iterator<Entry> oldest = droppable.values().iterator();
        Entry entry = oldest.hasNext() ? oldest.next() : null;
        if (entry == null || entry.number == added) {
            return false;
        }
        oldest.remove();
        drop(entry);
        return true;
    }

    private void drop(Entry entry) {
        bytes -= entry.frame.readableBytes();
        entry.frame.release();
        if (entry.leavesGap()) {
            gaps.put(entry.channel, new Gap(entry.number, entry.position));
        }
    }

    /** What the client has to be told before the next message; null when that is nothing. */
    byte[] pollReset() {
        if (gaps.isEmpty()) {
            return null;
        }
        Entry next = next();
        ChannelName channel = next == null ? gaps.keySet().iterator().next() : next.channel;
        Gap gap = gaps.get(channel);
        if (gap == null || next != null && next.number < gap.number) {
            return null;
        }
        gaps.remove(channel);
        return ResetText.encode(channel, Discontinuity.DROPPED, gap.position);
    }

    /** The oldest message, which is the caller's to release; null when there are none. */
    ByteBuf poll() {
        Entry entry = next();
        if (entry == null) {
            return null;
        }
        if (entry.policy == SlowConsumer.DISCONNECT) {
            kept.remove();
        } else {
            droppable.remove(entry.key());
        }
        bytes -= entry.frame.readableBytes();
        return entry.frame;
    }

    private Entry next() {
        Entry first = kept.peek();
        if (droppable.isEmpty()) {
            return first;
        }
        Entry other = droppable.values().iterator().next();
        return first != null && first.number < other.number ? first : other;
    }

    long bytes() {
        return bytes;
    }

    void release() {
        kept.forEach(entry -> entry.frame.release());
        kept.clear();
        droppable.values().forEach(entry -> entry.frame.release());
        droppable.clear();
        gaps.clear();
        bytes = 0;
    }
}
