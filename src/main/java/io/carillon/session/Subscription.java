package io.carillon.session;

/** That a connection wants a channel. Knows its place among the subscribers, so that leaving costs no search. */
final class Subscription {
    static final int NOWHERE = -1;

    private final Connection connection;
    private final Subscribers channel;
    private final Outbox outbox;
    private int place = NOWHERE;
    private boolean cancelled;
    private boolean tracked;
    private boolean given;

    Subscription(Connection connection, Subscribers channel) {
        this.connection = connection;
        this.channel = channel;
        outbox = connection.socket().outbox();
    }

    Connection connection() {
        return connection;
    }

    Subscribers channel() {
        return channel;
    }

    /** The connection's own, kept at hand: the way over the connection costs a fan-out two fetches from memory. */
    Outbox outbox() {
        return outbox;
    }

    /** Index among the channel's subscribers; {@link #NOWHERE} until the broker has confirmed. */
    int place() {
        return place;
    }

    void place(int index) {
        place = index;
    }

    boolean isActive() {
        return place != NOWHERE;
    }

    /** Given up before the broker had confirmed. */
    boolean isCancelled() {
        return cancelled;
    }

    void cancel() {
        cancelled = true;
    }

    /** Whether its coming and going is told to the bridge. */
    boolean isTracked() {
        return tracked;
    }

    void track(boolean isTracked) {
        tracked = isTracked;
    }

    /** Whether the back end has given it, so that it needs no grant of the token. */
    boolean isGiven() {
        return given;
    }

    void give() {
        given = true;
    }
}
