package io.carillon.bench;

import io.netty.buffer.ByteBuf;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One of the plan's connections, and what became of it through all attempts to make it. Touched by the event loop alone. */
final class Client {
    /** From every state there is a way back to the first. */
    enum State {
        AWAY,
        CONNECTING,
        SUBSCRIBING,
        OPEN,
        CLOSING
    }

    /** Decides what comes next for a client. */
    interface Owner {
        /** The text of the opening handshake. */
        byte[] request(Client client);

        /** What the server's answer to the handshake means. */
        Invitation.Answer judge(String head, String body);

        /** The server has let the client in. */
        void admitted(Client client);

        /** @return whether these bytes are a message of this run, which now is counted */
        boolean delivered(Client client, ByteBuf in, int at, int length, long now);

        /** The server said something else. */
        void noticed(Client client, String text);

        /** The connection, or the attempt to make one, is over. The client's state still says how far it went. */
        void ended(Client client, String why);

        /** Everything that one read has brought was handed over. */
        void read();

        /** Four bytes that nobody can foresee. */
        int mask();
    }

    final int number;
    final Role role;

    /** Its number among those of its role in this worker. */
    final int ordinal;

    State state = State.AWAY;

    /** The current connection or attempt; null when away. */
    Wire wire;

    /** Attempts since the client was last open. */
    int attempts;

    /** Answers to subscriptions that are still to come. */
    int awaited;

    /** What the server asked to wait before the next attempt. */
    int retryAfterMillis;

    /** Nanoseconds before which the server does not want to see it again; only with {@link #postponed}. */
    private long unwantedUntil;

    private boolean postponed;

    /** Nanoseconds at which the current attempt began. */
    long startedAt;

    /** Nanoseconds at which it ceased to be open; 0 before the first time. */
    long lostAt;

    Client(int number, Role role, int ordinal) {
        this.number = number;
        this.role = role;
        this.ordinal = ordinal;
    }

    /** Whether something is awaited of it that must not take too long. */
    boolean isBusy() {
        return state != State.AWAY && state != State.OPEN;
    }

    /** Its state, for people. */
    String phase() {
        return state.name().toLowerCase(Locale.ROOT);
    }

    /** Notes when the server wants to see it again, if it has said so. */
    boolean postpone(long now) {
        postponed = retryAfterMillis > 0;
        unwantedUntil = now + TimeUnit.MILLISECONDS.toNanos(retryAfterMillis);
        return postponed;
    }

    /** Whether the server has asked it to wait for longer. */
    boolean isEarly(long now) {
        return postponed && now - unwantedUntil < 0;
    }
}
