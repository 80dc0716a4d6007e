package io.carillon.testing;

import io.carillon.wire.Bytes;
import io.carillon.wire.UpgradeRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Subscribers of the same channels, all read by one thread that does little and makes no objects, so that it is the node
 * that is busy. Each insists on every message, once and in the order of its channel.
 */
public final class Audience implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final int size;
    private final Selector selector;
    private final List<SocketChannel> sockets = new ArrayList<>();
    private final Consumer<SelectionKey> reading = this::read;
    private final Thread thread = new Thread(this::readAll, "audience");

    /** Counted by the thread while it goes round its sockets. */
    private int newlySubscribed;

    private int newlyHeard;

    /** Guarded by this, like what follows. */
    private int subscribed;

    private long heard;
    private String fault;

    private Audience(int size) throws IOException {
        this.size = size;
        selector = Selector.open();
    }

    /**
     * Connects everyone; all are subscribed to all channels.
     *
     * @param tokens one for each of them
     */
    public static Audience join(int port, IntFunction<String> tokens, int size, NumberedChannels channels) {
        try {
            Audience audience = new Audience(size);
            for (int i = 0; i < size; i++) {
                byte[] upgrade =
                        UpgradeRequest.to("/ws").bearer(tokens.apply(i)).bytes();
                audience.connect(port, Bytes.join(upgrade, channels.subscriptions()), channels);
            }
            audience.thread.setDaemon(true);
            audience.thread.start();
            audience.awaitSubscribed();
            return audience;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void connect(int port, byte[] request, NumberedChannels channels) throws IOException {
        SocketChannel socket = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        socket.write(ByteBuffer.wrap(request));
        socket.configureBlocking(false);
        sockets.add(socket);
        socket.register(selector, SelectionKey.OP_READ, new Subscriber(socket, channels));
    }

    private synchronized void awaitSubscribed() {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (subscribed < size) {
            awaitMore(end);
        }
    }

    public int size() {
        return size;
    }

    /** Waits until all of them together have heard so many messages; an error when one has heard anything wrong. */
    public synchronized void awaitHeard(long messages) {
        long end = System.nanoTime() + DEADLINE.toNanos();
        while (heard < messages) {
            awaitMore(end);
        }
    }

    private void awaitMore(long end) {
        long millis = (end - System.nanoTime()) / 1_000_000;
        if (fault != null || millis <= 0) {
            throw new AssertionError(subscribed + " subscribed, " + heard + " messages heard, " + fault);
        }
        try {
            wait(millis);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void readAll() {
        try {
            while (selector.isOpen()) {
                selector.select(reading);
                tell(null);
            }
        } catch (IOException | UncheckedIOException wrong) {
            tell(wrong.toString());
        } catch (ClosedSelectorException closed) {
            tell("closed");
        }
    }

    private void read(SelectionKey key) {
        Subscriber subscriber = (Subscriber) key.attachment();
        boolean before = subscriber.isSubscribed();
        try {
            newlyHeard += subscriber.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        newlySubscribed += !before && subscriber.isSubscribed() ? 1 : 0;
    }

    private synchronized void tell(String newFault) {
        heard += newlyHeard;
        subscribed += newlySubscribed;
        newlyHeard = 0;
        newlySubscribed = 0;
        fault = newFault;
        notifyAll();
    }

    @Override
    public void close() {
        try {
            selector.close();
            thread.join(DEADLINE.toMillis());
            for (SocketChannel socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
