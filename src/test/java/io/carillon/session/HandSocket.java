package io.carillon.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.IOException;
import java.util.List;

/** A socket whose peer reads as much as the test lets it. */
final class HandSocket extends EmbeddedChannel {
    private final ByteBuf received = Unpooled.buffer();
    private long room = Long.MAX_VALUE;
    private boolean broken;

    /** Counts as slow from 1000 unsent bytes on, until they are fewer than 500. */
    HandSocket(Allocations allocations, ChannelHandler handler) {
        config().setAllocator(allocations).setWriteBufferWaterMark(new WriteBufferWaterMark(500, 1000));
        pipeline().addLast(handler);
    }

    /** The peer reads this many bytes more, and then nothing. */
    void admit(long bytes) {
        room = bytes;
        flush();
    }

    /** From now on writing fails, as it does when the peer has reset the connection. */
    void breakPipe() {
        broken = true;
    }

    /** Frames that have reached the peer whole. */
    List<ServerFrame> frames() {
        return ServerFrame.readAll(received);
    }

    List<String> texts() {
        return frames().stream().map(ServerFrame::text).toList();
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) throws Exception {
        if (broken) {
            throw new IOException("Connection reset by peer");
        }
        for (Object message = in.current(); message != null && room > 0; message = in.current()) {
            ByteBuf frames = (ByteBuf) message;
            int taken = (int) Math.min(room, frames.readableBytes());
            received.writeBytes(frames, taken);
            room -= room == Long.MAX_VALUE ? 0 : taken;
            in.progress(taken);
            if (!frames.isReadable()) {
                in.remove();
            }
        }
    }
}
