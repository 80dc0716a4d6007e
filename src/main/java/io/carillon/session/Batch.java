package io.carillon.session;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.config.NamespaceConfig.SlowConsumer;
import io.netty.buffer.ByteBuf;

/**
 * Messages of one channel that leave together: finished frames in one buffer, which all sockets share, and where each of
 * them ends.
 *
 * @param channel null for what belongs to no channel
 * @param ends index in {@code frames} behind each message
 * @param textBytes length of the messages without framing, for the statistics
 * @param positions of the messages in the channel's history; null where it has none or none of them may be dropped
 */
record Batch(
        ChannelName channel, SlowConsumer policy, ByteBuf frames, int[] ends, int textBytes, Position[] positions) {
    Position position(int index) {
        return positions == null ? null : positions[index];
    }

    int count() {
        return ends.length;
    }

    int size() {
        return ends[ends.length - 1];
    }

    /** What the socket leaves of a batch on the shortcut is pending as a whole, so all of it has to be within the bound. */
    boolean mayTakeShortcut(int pendingBytes) {
        return size() <= pendingBytes && frames.hasMemoryAddress();
    }

    /** All frames; to be released by who gets them. */
    ByteBuf whole() {
        return frames.retainedDuplicate();
    }

    /** The frame of one message; to be released by who gets it. */
    ByteBuf message(int index) {
        int begin = index == 0 ? 0 : ends[index - 1];
        return frames.retainedSlice(begin, ends[index] - begin);
    }
}
