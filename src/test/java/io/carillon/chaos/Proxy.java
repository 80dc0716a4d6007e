package io.carillon.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A piece of network: what comes in at one port of loopback goes out to another, unless it is told otherwise. At most
 * 256 connections, 16 KB in each direction of each.
 */
final class Proxy implements AutoCloseable {
    private static final int MAX_CONNECTIONS = 256;
    private static final int BYTES = 16 * 1024;

    private final ServerSocket listener = new ServerSocket();
    private final int target;
    private final Runnable dialled;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    /** Guarded by this, like what follows. */
    private State state = State.OPEN;

    private long delay;

    /** Connections with lower numbers pass nothing. */
    private int stranded;

    private int connections;

    private enum State {
        OPEN,
        /** Nothing passes and nothing is told: what was sent arrives late. */
        FROZEN,
        /** Connections are refused. */
        REFUSING
    }

    /** @param dialled told of each connection that is asked for, on a thread of its own */
    Proxy(int port, int target, Runnable dialled) throws IOException {
        this.target = target;
        this.dialled = dialled;
        listener.setReuseAddress(true);
        listener.setReceiveBufferSize(BYTES);
        listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        start(this::listen, "proxy " + port);
    }

    int port() {
        return listener.getLocalPort();
    }

    synchronized void freeze() {
        state = State.FROZEN;
    }

    /** Ends all connections and takes no others. */
    void refuse() {
        synchronized (this) {
            state = State.REFUSING;
            notifyAll();
        }
        sockets.forEach(Proxy::close);
    }

    /** What is sent on the connections of now arrives late; new ones pass. */
    synchronized void strand() {
        stranded = connections;
    }

    /** @param millis that each piece takes in each direction */
    synchronized void delay(long millis) {
        delay = millis;
    }

    synchronized void open() {
        state = State.OPEN;
        delay = 0;
        stranded = 0;
        notifyAll();
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                sockets.add(client);
                dialled.run();
                if (isRefusing() || sockets.size() > 2 * MAX_CONNECTIONS) {
                    end(client);
                } else {
                    start(() -> connect(client), "proxy connection");
                }
            } catch (IOException ended) {
                // The listener is closed, or the client was gone before it was taken.
            }
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        sockets.add(server);
        int number = number();
        try {
            pass(number);
            server.setReceiveBufferSize(BYTES);
            server.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), target));
            server.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            client.setSendBufferSize(BYTES);
            start(() -> pump(server, client, number), "proxy answers");
            pump(client, server, number);
        } catch (IOException | InterruptedException refused) {
            end(client);
            end(server);
        }
    }

    private synchronized int number() {
        return connections++;
    }

    private void pump(Socket from, Socket to, int number) {
        byte[] bytes = new byte[BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                pass(number);
                out.write(bytes, 0, count);
            }
            pass(number);
        } catch (IOException | InterruptedException ended) {
            // Both sides are told below.
        } finally {
            end(from);
            end(to);
        }
    }

    /** Waits as long as the state of the network asks for. */
    private void pass(int number) throws InterruptedException, IOException {
        long millis;
        synchronized (this) {
            while (state == State.FROZEN || number < stranded) {
                wait();
            }
            if (state == State.REFUSING) {
                throw new IOException("refused");
            }
            millis = delay;
        }
        Thread.sleep(millis);
    }

    private synchronized boolean isRefusing() {
        return state == State.REFUSING;
    }

    private void end(Socket socket) {
        sockets.remove(socket);
        close(socket);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void start(Runnable task, String name) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        listener.close();
        refuse();
    }
}
