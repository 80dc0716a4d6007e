package io.carillon.wire;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A client that writes as much as the server takes and never reads. */
public final class Flood implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 2000;

    private final SocketChannel channel;
    private final Selector selector;

    private Flood(SocketChannel channel, Selector selector) {
        this.channel = channel;
        this.selector = selector;
    }

    /** One that has upgraded. */
    public static Flood open(int port, String token) {
        try {
            SocketChannel channel = connect(port);
            channel.write(ByteBuffer.wrap(UpgradeRequest.to("/ws").bearer(token).bytes()));
            channel.read(ByteBuffer.allocate(1024));
            return of(channel);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that has said nothing yet. */
    public static Flood plain(int port) {
        try {
            return of(connect(port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SocketChannel connect(int port) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, 4096);
        channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        return channel;
    }

    private static Flood of(SocketChannel channel) throws IOException {
        channel.configureBlocking(false);
        Selector selector = Selector.open();
        channel.register(selector, SelectionKey.OP_WRITE);
        return new Flood(channel, selector);
    }

    /** False when the server cut the connection, or has taken nothing for a while. */
    public boolean push(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        try {
            while (buffer.hasRemaining()) {
                if (channel.write(buffer) == 0 && selector.select(PATIENCE_MILLIS) == 0) {
                    return false;
                }
                selector.selectedKeys().clear();
            }
            return true;
        } catch (IOException cut) {
            return false;
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
