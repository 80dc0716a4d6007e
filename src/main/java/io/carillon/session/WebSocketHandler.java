package io.carillon.session;

import io.carillon.protocol.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.internal.ContextInternal;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One WebSocket after its handshake, RFC 6455 to the letter: the only handler in the socket's pipeline (TLS apart).
 * Vert.x's own misses parts of the RFC and costs ten times the memory, most of it for two unbounded queues.
 *
 * <p>Everything here happens on the socket's event loop. What the network causes is dispatched on the verticle's context,
 * as Vert.x would do it, so that futures and bus words that follow from it come back there.
 */
final class WebSocketHandler extends ChannelInboundHandlerAdapter {
    /** What is made of a connection. Arrays are only good during the call. */
    interface Listener {
        /** The connection stands; called first. */
        void onOpen();

        void onText(byte[] message, int length);

        void onBinary(byte[] message, int length);

        /** A ping came; returns whether it shall be answered. */
        boolean onPing();

        void onPong();

        /** Unsent bytes made no progress for {@code limits.pendingTimeout}. */
        void onStalled();

        /** Nothing will be received or sent any more; called once. */
        void onEnd(int closeCode);

        /** The socket is gone; called once, after {@link #onEnd}. */
        void onGone();
    }

    /** Makes the listener of a connection that has just become a WebSocket. */
    interface Acceptor {
        Listener accept(WebSocketHandler connection);
    }

    private static final Logger LOG = LoggerFactory.getLogger(WebSocketHandler.class);

    /** Time for the peer to answer a close frame and to end its side of the socket. */
    private static final int CLOSE_DEADLINE_SECONDS = 5;

    /**
     * Bytes that are still read after our close frame, beside one message of the largest size: the peer's close frame is to
     * be found behind what was on its way. A peer that sends more is not read any more, since reading costs others' time.
     */
    private static final int MAX_IGNORED_BYTES = 64 * 1024;

    private static final long NONE = 0;

    private static final byte[] EMPTY = {};

    private enum State {
        OPEN,
        /** We sent a close frame; only the peer's own is looked for, and payloads are skipped unread. */
        CLOSING,
        /** Nothing is parsed any more: both have closed, the peer broke the protocol, or it sends on after our close. */
        FINISHED
    }

    private final Loop loop;
    private final boolean deflate;
    private final Acceptor acceptor;
    private final FrameHeader header;
    private final PartialFrame partial = new PartialFrame();
    private ChannelHandlerContext context;
    private Outbox outbox;
    private Listener listener;
    private MessageReader messages;
    private ScheduledFuture<?> deadline;
    private State state = State.OPEN;
    private long lastHeard;
    /** When the first byte came of the message, or control frame, that is not whole yet; {@link #NONE} without one. */
    private long messageSince;

    private int pauses;
    private long ignored;

    /** @param deflate whether permessage-deflate was negotiated */
    WebSocketHandler(Loop loop, boolean deflate, Acceptor acceptor) {
        this.loop = loop;
        this.deflate = deflate;
        this.acceptor = acceptor;
        header = new FrameHeader(loop.maxMessageSize(), deflate);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext added) {
        context = added;
        lastHeard = loop.clock().millis();
        outbox = new Outbox(added, this, loop);
        listener = acceptor.accept(this);
        messages = new MessageReader(loop, listener);
        outbox.touch();
        listener.onOpen();
    }

    Outbox outbox() {
        return outbox;
    }

    boolean deflate() {
        return deflate;
    }

    /** When the peer sent anything last, in epoch milliseconds. */
    long lastHeard() {
        return lastHeard;
    }

    /** The peer's silence counts from now on, and so does the message that it is sending: it could not be heard. */
    void excuse(long now) {
        lastHeard = now;
        if (messageSince != NONE) {
            messageSince = now;
        }
    }

    /** Whether a message has been under way for longer than this, however steadily its bytes come. */
    boolean isMessageOverdue(long now, long timeoutMillis) {
        return messageSince != NONE && pauses == 0 && now - messageSince > timeoutMillis;
    }

    void ping() {
        if (state == State.OPEN) {
            outbox.control(FrameHeader.PING, EMPTY, 0);
        }
    }

    /**
     * Reads nothing until {@link #resume} has been called as often. What has come already, no more than one reading of the
     * socket, stays as it came: neither unmasked nor inflated. Not to be called but from the listener or between readings.
     */
    void pause() {
        if (state == State.OPEN && pauses++ == 0) {
            excuse(loop.clock().millis());
            autoRead(false);
        }
    }

    void resume() {
        if (state != State.OPEN || --pauses > 0) {
            return;
        }
        excuse(loop.clock().millis());
        autoRead(true);
        ByteBuf rest = partial.held();
        if (rest != null) {
            read(rest);
        }
    }

    private void autoRead(boolean on) {
        context.channel().config().setAutoRead(on);
    }

    void stalled() {
        if (state == State.OPEN) {
            listener.onStalled();
        }
    }

    /** Begins the close handshake; the peer has five seconds for its part. */
    void close(CloseCode code) {
        close(code.code(), code.reason());
    }

    /** @param code one that may be sent */
    void close(int code, String reason) {
        if (state == State.OPEN) {
            state = State.CLOSING;
            boolean slow = code == CloseCode.SLOW_CONSUMER.code();
            outbox.end(FrameHeader.CLOSE, CloseFrame.payload(code, reason), slow, context.voidPromise());
            awaitEnd();
            listen();
            listener.onEnd(code);
        }
    }

    /** Whatever it was that nothing was read for: now the peer's close frame is to be read. */
    private void listen() {
        if (pauses > 0) {
            pauses = 0;
            autoRead(true);
        }
    }

    /** Cuts the connection without a close frame. */
    void terminate() {
        end(CloseFrame.ABNORMAL);
        context.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext ignored, Object message) {
        if (state != State.OPEN && message instanceof ByteBuf bytes) {
            ignore(bytes.readableBytes());
        }
        if (!(message instanceof ByteBuf bytes) || state == State.FINISHED) {
            ReferenceCountUtil.release(message);
            return;
        }
        lastHeard = loop.clock().millis();
        ContextInternal before = loop.context().beginDispatch();
        try {
            read(partial.join(bytes));
        } finally {
            loop.context().endDispatch(before);
        }
    }

    private void ignore(int bytes) {
        ignored += bytes;
        if (ignored > (long) MAX_IGNORED_BYTES + loop.maxMessageSize()) {
            state = State.FINISHED;
            partial.release();
            autoRead(false);
        }
    }

    private void read(ByteBuf in) {
        try {
            while (state != State.FINISHED && pauses == 0 && header.read(in)) {
                header.next();
                readFrame(in);
            }
        } catch (WebSocketFailure failure) {
            fail(failure.code());
        } catch (RuntimeException bug) {
            failInternally(bug);
        }
        if (state == State.FINISHED) {
            in.skipBytes(in.readableBytes());
        }
        if (messageSince == NONE && (in.isReadable() || header.isPresent() || messages.isUnderWay())) {
            messageSince = lastHeard;
        }
        partial.keepRest(in, context.alloc());
    }

    /** After our close frame the peer's messages mean nothing any more. */
    private void readFrame(ByteBuf in) {
        if (state == State.CLOSING && header.opcode() != FrameHeader.CLOSE) {
            in.skipBytes(header.length());
        } else {
            readFrame(loop.scratch().unmask(in, header.length(), header.mask()));
            if (!messages.isUnderWay()) {
                messageSince = NONE;
            }
        }
    }

    private void readFrame(byte[] payload) {
        switch (header.opcode()) {
            case FrameHeader.CLOSE -> readClose(payload);
            case FrameHeader.PING -> readPing(payload);
            case FrameHeader.PONG -> listener.onPong();
            default -> messages.read(header, payload);
        }
    }

    private void readPing(byte[] payload) {
        if (listener.onPing()) {
            outbox.control(FrameHeader.PONG, payload, header.length());
        }
    }

    private void readClose(byte[] payload) {
        int code = CloseFrame.code(payload, header.length());
        if (state == State.OPEN) {
            byte[] answer = code == CloseFrame.NO_STATUS ? EMPTY : CloseFrame.payload(code, "");
            outbox.end(FrameHeader.CLOSE, answer, false, context.newPromise().addListener(sent -> context.close()));
            awaitEnd();
        } else {
            context.close();
        }
        end(code);
    }

    /**
     * Tells the peer what it broke, ends our side of the socket and reads nothing more. The socket stays until the peer
     * ends its side or the deadline comes: closing it over unread bytes would reset it, and the code would be lost.
     */
    private void fail(CloseCode code) {
        byte[] payload = CloseFrame.payload(code.code(), code.reason());
        if (state == State.OPEN) {
            outbox.end(FrameHeader.CLOSE, payload, true, context.newPromise().addListener(sent -> endOutput()));
            awaitEnd();
        }
        end(code.code());
    }

    private void failInternally(RuntimeException bug) {
        loop.meters().internalError();
        LOG.atError().setCause(bug).log("A connection failed");
        fail(CloseCode.INTERNAL_ERROR);
    }

    private void endOutput() {
        if (context.channel() instanceof DuplexChannel duplex
                && context.pipeline().get(SslHandler.class) == null) {
            duplex.shutdownOutput();
        }
    }

    private void awaitEnd() {
        if (deadline == null) {
            deadline = context.executor().schedule(() -> context.close(), CLOSE_DEADLINE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void end(int code) {
        boolean first = state == State.OPEN;
        state = State.FINISHED;
        outbox.discard();
        if (first) {
            listener.onEnd(code);
        }
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ignored) {
        if (context.channel().isWritable()) {
            outbox.drain();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ignored) {
        ContextInternal before = loop.context().beginDispatch();
        try {
            release();
        } finally {
            loop.context().endDispatch(before);
        }
    }

    private void release() {
        end(CloseFrame.ABNORMAL);
        if (deadline != null) {
            deadline.cancel(false);
        }
        partial.release();
        listener.onGone();
    }

    /** The peer's resets and broken TLS are its own affair; whatever else comes here is ours. */
    @Override
    public void exceptionCaught(ChannelHandlerContext ignored, Throwable cause) {
        if (!(cause instanceof IOException || cause.getCause() instanceof IOException)) {
            loop.meters().internalError();
            LOG.atError().setCause(cause).log("A connection failed");
        }
        terminate();
    }
}
