package io.carillon.session;

import io.carillon.http.SocketAccount;
import io.carillon.protocol.CloseCode;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A WebSocket that was opened only to say why its client is not let in: the error, a close frame, and the end of our side.
 * Nothing else exists of it, in no hub and in no count of connections; it counts as a socket that is none yet. What the client sends is thrown away unread; it has
 * a short time, and a few bytes, to close its own side, without which the frames would be lost in a reset.
 */
final class RefusedWebSocket extends ChannelInboundHandlerAdapter {
    private static final int DEADLINE_SECONDS = 5;

    /** What eager clients send before they read. */
    private static final int MAX_IGNORED = 64 * 1024;

    private final byte[] error;
    private final byte[] close;
    private final SocketAccount account;
    private ScheduledFuture<?> deadline;
    private int ignored;

    /** @param account in which its socket is counted, as those are that are no WebSocket */
    RefusedWebSocket(byte[] error, CloseCode code, SocketAccount account) {
        this.error = error;
        this.account = account;
        close = CloseFrame.payload(code.code(), code.reason());
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        deadline = context.executor().schedule(() -> context.close(), DEADLINE_SECONDS, TimeUnit.SECONDS);
        context.write(FrameWriter.frame(context.alloc(), FrameHeader.TEXT, error, error.length));
        context.writeAndFlush(FrameWriter.frame(context.alloc(), FrameHeader.CLOSE, close, close.length))
                .addListener((ChannelFutureListener) sent -> endOutput(context));
    }

    private static void endOutput(ChannelHandlerContext context) {
        SslHandler tls = context.pipeline().get(SslHandler.class);
        if (tls != null) {
            tls.closeOutbound();
        } else if (context.channel() instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ignored += message instanceof ByteBuf bytes ? bytes.readableBytes() : 0;
        ReferenceCountUtil.release(message);
        if (ignored > MAX_IGNORED) {
            context.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        deadline.cancel(false);
        account.end();
    }

    /** The peer's resets are its own affair. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
