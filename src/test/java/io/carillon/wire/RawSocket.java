package io.carillon.wire;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * A WebSocket client that does exactly what it is told, for tests of what a server does with hostile ones. Blocking;
 * every read ends within a deadline, with an error when nothing came.
 */
public final class RawSocket implements AutoCloseable {
    /** How long a read waits when it is not told otherwise. */
    public static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Socket socket;
    private final DataInputStream in;
    private final FrameReader frames;

    private RawSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 8192));
        this.frames = new FrameReader(in);
    }

    /** A TCP connection to a port of this machine, nothing sent yet. */
    public static RawSocket connect(int port) {
        return connect(port, 0);
    }

    /** @param receiveBuffer bytes of the kernel's receive buffer, so that a reader who stops is soon felt; 0: the default */
    public static RawSocket connect(int port, int receiveBuffer) {
        try {
            Socket socket = new Socket();
            if (receiveBuffer > 0) {
                socket.setReceiveBufferSize(receiveBuffer);
            }
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) DEADLINE.toMillis());
            return new RawSocket(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A TCP connection from another address of loopback than the usual one. */
    public static RawSocket connectFrom(String address, int port) {
        try {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true);
            socket.bind(new InetSocketAddress(address, 0));
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) DEADLINE.toMillis());
            return new RawSocket(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Connects and upgrades; an error when the server does not answer 101. */
    public static RawSocket upgraded(int port, UpgradeRequest request) {
        RawSocket raw = connect(port);
        raw.upgrade(request);
        return raw;
    }

    /** Upgrades this connection; an error when the server does not answer 101. */
    public HttpAnswer upgrade(UpgradeRequest request) {
        HttpAnswer answer = exchange(request);
        if (answer.status() != 101) {
            close();
            throw new AssertionError("no upgrade but " + answer);
        }
        return answer;
    }

    /** Sends a request and reads its answer, whatever it is. */
    public HttpAnswer exchange(UpgradeRequest request) {
        send(request.bytes());
        return readAnswer();
    }

    public HttpAnswer readAnswer() {
        try {
            socket.setSoTimeout((int) DEADLINE.toMillis());
            return HttpAnswer.read(in);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("no HTTP answer within " + DEADLINE, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void send(byte[] bytes) {
        if (!sendUnlessCut(bytes)) {
            throw new AssertionError("the server cut the connection while it was written to");
        }
    }

    /** Frames in one write. */
    public void send(Frame... lawful) {
        send(Bytes.of(lawful));
    }

    /** Writes as far as the peer lets us: false when it cut the connection before the end. */
    public boolean sendUnlessCut(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (SocketException cut) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes in pieces of so many bytes, each a write of its own. */
    public void sendChopped(byte[] bytes, int size) {
        try {
            for (int at = 0; at < bytes.length; at += size) {
                socket.getOutputStream().write(bytes, at, Math.min(size, bytes.length - at));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends our side of the TCP connection; the other can still be read. */
    public void endOutput() {
        try {
            socket.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Received read() {
        return read(DEADLINE);
    }

    /** The next frame or the end; an error when neither came in time. */
    public Received read(Duration deadline) {
        try {
            socket.setSoTimeout((int) deadline.toMillis());
            return frames.read();
        } catch (SocketTimeoutException e) {
            throw new AssertionError("neither a frame nor the end within " + deadline, e);
        } catch (SocketException e) {
            return new End(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the peer ended or cut the connection; bytes that come meanwhile are dropped, silence counts as no. */
    public boolean endsWithin(Duration silence) {
        byte[] dropped = new byte[8192];
        try {
            socket.setSoTimeout((int) silence.toMillis());
            while (in.read(dropped) >= 0) {
                socket.setSoTimeout((int) silence.toMillis());
            }
            return true;
        } catch (SocketTimeoutException silent) {
            return false;
        } catch (SocketException cut) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
