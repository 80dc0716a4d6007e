package io.carillon.http;

/** The account of a socket whose address turns out to be another. On the socket's event loop. */
public final class MovableAccount implements SocketAccount {
    private SocketAccount now = NONE;

    /** Ends the account that there was. */
    public void become(SocketAccount next) {
        now.end();
        now = next;
    }

    @Override
    public void heard() {
        now.heard();
    }

    @Override
    public void holds(int bytes) {
        now.holds(bytes);
    }

    @Override
    public void end() {
        now.end();
    }
}
