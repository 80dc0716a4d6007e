package io.carillon.session;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.config.NamespaceConfig.SlowConsumer;
import io.carillon.protocol.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.unix.Socket;
import java.io.IOException;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The way out to one socket. Frames go to the socket's own buffer and leave in one flush at the end of the event loop's
 * turn; only when the socket takes no more do they wait in a {@link Backlog}, bounded by {@code limits.pendingBytes}. A
 * batch that is alone in its turn takes the {@link Shortcut}.
 */
final class Outbox {
    private final ChannelHandlerContext context;
    private final WebSocketHandler owner;
    private final Loop loop;
    private final boolean deflates;
    private final Socket shortcut;
    private Batch lone;
    private Backlog backlog;
    private List<Runnable> whenRoom;
    private boolean owesNothing;
    private boolean dirty;
    private boolean ended;
    private int handedOver;
    private long messages;
    private long bytes;

    Outbox(ChannelHandlerContext context, WebSocketHandler owner, Loop loop) {
        this.context = context;
        this.owner = owner;
        this.loop = loop;
        deflates = owner.deflate();
        shortcut = Shortcut.to(context);
    }

    /** Whether messages for this connection are compressed. */
    boolean deflates() {
        return deflates;
    }

    /** Sends one text message to this connection alone. */
    void text(byte[] text) {
        text(text, null);
    }

    /** Sends one that has its place among the messages of a channel. */
    void text(byte[] text, ChannelName channel) {
        if (ended) {
            return;
        }
        loop.meters().sent(1, text.length);
        count(1, text.length);
        own(frame(FrameHeader.TEXT, text, text.length), channel);
    }

    void control(int opcode, byte[] payload, int length) {
        own(frame(opcode, payload, length), null);
    }

    /** Sends messages of a channel; the batch lives until the turn ends. What does not fit is held message by message. */
    void batch(Batch batch) {
        if (ended) {
            return;
        }
        count(batch.count(), batch.textBytes());
        if (owesNothing
                && lone == null
                && shortcut != null
                && batch.mayTakeShortcut(loop.limits().pendingBytes())) {
            lone = batch;
            touch();
            return;
        }
        joinLone();
        if (hasRoom() && pending() + batch.size() <= loop.limits().pendingBytes()) {
            handOver(batch.whole());
            return;
        }
        for (int i = 0; i < batch.count() && !ended; i++) {
            send(batch.message(i), batch.channel(), batch.policy(), batch.position(i));
        }
    }

    private void own(ByteBuf frame, ChannelName channel) {
        send(frame, channel, SlowConsumer.DISCONNECT, null);
    }

    private void send(ByteBuf frame, ChannelName channel, SlowConsumer policy, Position position) {
        joinLone();
        boolean room = hasRoom();
        if (ended) {
            frame.release();
        } else if (room) {
            handOver(frame);
        } else {
            hold(frame, channel, policy, position);
        }
    }

    /** The batch is not alone any more: it goes the common way, ahead of what comes now. */
    private void joinLone() {
        if (lone != null) {
            Batch first = lone;
            lone = null;
            handOver(first.whole());
        }
    }

    private void count(int moreMessages, int moreBytes) {
        messages += moreMessages;
        bytes += moreBytes;
    }

    private ByteBuf frame(int opcode, byte[] payload, int length) {
        return FrameWriter.frame(context.alloc(), opcode, payload, length);
    }

    /** The last frame: whatever is written afterwards is dropped. */
    void end(int opcode, byte[] payload, boolean discardBacklog, ChannelPromise whenSent) {
        joinLone();
        ByteBuf frame = frame(opcode, payload, payload.length);
        if (!discardBacklog) {
            drain();
        }
        discard();
        context.writeAndFlush(frame, whenSent);
    }

    /** To be called by {@link Turn} only. */
    void flush() {
        dirty = false;
        if (lone != null) {
            flushLone();
            return;
        }
        context.flush();
        owesNothing = pending() == 0;
        if (!owesNothing) {
            loop.laggards().add(this);
        }
    }

    /** What the socket does not take at once goes the common way, and is flushed again in this turn. */
    private void flushLone() {
        Batch batch = lone;
        lone = null;
        try {
            int written = Shortcut.send(shortcut, batch.frames(), batch.size());
            if (written < batch.size()) {
                handOver(batch.frames().retainedSlice(written, batch.size() - written));
            }
        } catch (IOException gone) {
            owner.terminate();
        }
    }

    /** The socket takes more again. */
    void drain() {
        while (backlog != null && context.channel().isWritable()) {
            byte[] reset = backlog.pollReset();
            ByteBuf frames = reset == null ? backlog.poll() : frame(FrameHeader.TEXT, reset, reset.length);
            if (frames == null) {
                backlog = null;
            } else {
                handOver(frames);
            }
        }
        tellOfRoom();
    }

    /** Calls back once, in a later turn: when there is room again, or when the connection has ended. */
    void whenRoom(Runnable caller) {
        if (whenRoom == null) {
            whenRoom = new ArrayList<>(1);
        }
        whenRoom.add(caller);
    }

    private void tellOfRoom() {
        if (whenRoom != null && (ended || backlog == null && context.channel().isWritable())) {
            List<Runnable> callers = whenRoom;
            whenRoom = null;
            loop.context().runOnContext(nothing -> callers.forEach(Runnable::run));
        }
    }

    /** Nothing can be sent any more: what waits is dropped, and so is whatever is written afterwards. */
    void discard() {
        ended = true;
        lone = null;
        releaseBacklog();
        tellOfRoom();
    }

    private void releaseBacklog() {
        if (backlog != null) {
            backlog.release();
            backlog = null;
        }
    }

    /** Bytes that have not reached the socket. */
    long pending() {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        long held = backlog == null ? 0 : backlog.bytes();
        return held + (buffer == null ? 0 : buffer.totalPendingWriteBytes());
    }

    /**
     * Changes with everything that leaves for the network: frames the socket has taken whole, and bytes of the one that
     * it is taking.
     */
    long progress() {
        ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        return buffer == null ? 0 : ((long) (handedOver - buffer.size()) << 32) + buffer.currentProgress();
    }

    long messages() {
        return messages;
    }

    long bytes() {
        return bytes;
    }

    /** The other end of the socket. */
    SocketAddress peer() {
        return context.channel().remoteAddress();
    }

    WebSocketHandler owner() {
        return owner;
    }

    /**
     * Whether what is sent now goes to the socket at once. Much may be unsent merely because the turn is not over: flushing
     * tells, also that the socket is gone.
     */
    boolean hasRoom() {
        Channel channel = context.channel();
        if (!channel.isWritable()) {
            context.flush();
        }
        return !ended && backlog == null && channel.isWritable();
    }

    private void handOver(ByteBuf frames) {
        handedOver++;
        owesNothing = false;
        context.write(frames, context.voidPromise());
        touch();
    }

    /** Something was written that has to be flushed when the turn ends. */
    void touch() {
        if (!dirty) {
            dirty = true;
            loop.turn().flush(this);
        }
    }

    /** A namespace that rather loses messages than the subscriber never ends the connection. */
    private void hold(ByteBuf frame, ChannelName channel, SlowConsumer policy, Position position) {
        if (backlog == null) {
            backlog = new Backlog();
            loop.laggards().add(this);
        }
        int dropped = backlog.add(frame, channel, policy, position);
        while (pending() > loop.limits().pendingBytes() && backlog.dropOldest()) {
            dropped++;
        }
        loop.meters().dropped(dropped);
        if (policy == SlowConsumer.DISCONNECT && pending() > loop.limits().pendingBytes()) {
            owner.close(CloseCode.SLOW_CONSUMER);
        }
    }
}
