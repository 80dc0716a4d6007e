package io.carillon.http;

/** What one socket takes before it is a connection of a client, told to whoever bounds the sum. On its event loop. */
public interface SocketAccount {
    /** Of a socket that nobody counts. */
    SocketAccount NONE = new SocketAccount() {
        @Override
        public void heard() {}

        @Override
        public void holds(int bytes) {}

        @Override
        public void end() {}
    };

    /** Something came from the other side. */
    void heard();

    /** Bytes that are held for this socket now: what it sent ahead, and answers that it has not taken. */
    void holds(int bytes);

    /** The socket is gone, or is a WebSocket; more than once is as good as once. */
    void end();
}
