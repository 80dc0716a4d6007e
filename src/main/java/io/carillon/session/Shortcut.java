package io.carillon.session;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.Socket;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;

/**
 * The way past Netty's pipeline and buffers, for a socket that owes nothing: the frames are written from where they lie.
 * Those frames are the same for thousands of sockets, while pipeline and buffers are a socket's own, and fetching them
 * into the processor's cache costs more than all else but the kernel.
 */
final class Shortcut {
    private Shortcut() {}

    /** The socket, or null where there is no such way: without epoll, and with TLS. */
    static Socket to(ChannelHandlerContext context) {
        boolean plain = context.pipeline().get(SslHandler.class) == null;
        return plain && context.channel() instanceof EpollSocketChannel channel ? (Socket) channel.fd() : null;
    }

    /**
     * To be called on the socket's event loop, which alone closes it: so the number of an open socket is its own.
     *
     * @return how many bytes the socket has taken
     */
    static int send(Socket socket, ByteBuf frames, int length) throws IOException {
        if (!socket.isOpen()) {
            throw new ClosedChannelException();
        }
        return socket.sendAddress(frames.memoryAddress(), 0, length);
    }
}
