package io.carillon.session;

import io.carillon.auth.Identity;
import io.carillon.channel.ChannelName;
import io.carillon.config.Operation;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ServerFrames;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One client: who it is, what it is subscribed to, and its statistics. Touched by its hub's event loop only. */
final class Connection implements WebSocketHandler.Listener {
    private final String clientId;
    private final long number;
    private final WebSocketHandler socket;
    private final Hub hub;
    private final Commands commands;
    private final Replies replies;
    private final RateLimit rate;
    private final byte[] quotedUserId;
    private final List<String> groups;
    private final JsonObject metadata;
    private final long connectedAt;
    private final Map<ChannelName, Subscription> subscriptions = new HashMap<>(2);
    private Identity identity;
    private RateLimits limits;
    private Offences tooMany;
    private Offences malformed;
    private long messagesReceived;
    private long bytesReceived;
    private long lastPong;
    private int pingsUnanswered;
    private int place;
    private boolean ended;

    /** @param number of this connection in its hub, counted from its start */
    Connection(String clientId, long number, Identity identity, WebSocketHandler socket, Hub hub, Commands commands) {
        this.clientId = clientId;
        this.number = number;
        this.identity = identity;
        this.socket = socket;
        this.hub = hub;
        this.commands = commands;
        replies = new Replies(socket.outbox());
        rate = hub.newRateLimit();
        quotedUserId = ServerFrames.quoted(identity.userId());
        groups = identity.groups();
        metadata = identity.meta();
        connectedAt = socket.lastHeard();
        lastPong = connectedAt;
    }

    @Override
    public void onOpen() {
        if (hub.add(this)) {
            replies.now(hub.welcome(this));
        } else {
            socket.close(CloseCode.CONNECTION_LIMIT);
        }
    }

    @Override
    public void onText(byte[] message, int length) {
        messagesReceived++;
        bytesReceived += length;
        commands.handle(this, message, length);
    }

    @Override
    public void onBinary(byte[] message, int length) {
        socket.close(CloseCode.UNSUPPORTED_DATA);
    }

    /** Pings of a client count against its rate like messages do. */
    @Override
    public boolean onPing() {
        boolean allowed = mayGoOn();
        if (!allowed) {
            offend(ErrorCode.RATE_LIMITED);
        }
        return allowed;
    }

    @Override
    public void onPong() {
        lastPong = socket.lastHeard();
        pingsUnanswered = 0;
    }

    /** Only channels whose namespaces rather lose messages than the subscriber let a stalled reader stay. */
    @Override
    public void onStalled() {
        boolean lenient = !subscriptions.isEmpty();
        for (Subscription subscription : subscriptions.values()) {
            lenient &= subscription.channel().isLenient();
        }
        if (!lenient) {
            socket.close(CloseCode.SLOW_CONSUMER);
        }
    }

    @Override
    public void onEnd(int closeCode) {
        ended = true;
        hub.remove(this, closeCode);
    }

    @Override
    public void onGone() {
        hub.forget(this);
    }

    /** Takes one message from the rate; false when there is none left. */
    boolean mayGoOn() {
        return rate.take(System.nanoTime());
    }

    /** Takes one from a rate for this operation; false when there is none left. */
    boolean mayDo(Operation operation, Rates rates) {
        if (!rates.bound(operation)) {
            return true;
        }
        limits = limits == null ? new RateLimits() : limits;
        return limits.take(rates, operation, System.nanoTime());
    }

    /** Counts an error of the client's own making, and ends a connection that makes too many. */
    void offend(ErrorCode code) {
        if (code.code() == ErrorCode.RATE_LIMITED.code()) {
            tooMany = tooMany == null ? new Offences() : tooMany;
            closeIf(tooMany.add(socket.lastHeard()), CloseCode.RATE_LIMIT);
        } else if (code == ErrorCode.INVALID_MESSAGE) {
            malformed = malformed == null ? new Offences() : malformed;
            closeIf(malformed.add(socket.lastHeard()), CloseCode.BAD_REQUEST);
        }
    }

    private void closeIf(boolean over, CloseCode code) {
        if (over) {
            socket.close(code);
        }
    }

    void ping() {
        pingsUnanswered++;
        socket.ping();
    }

    void refresh(Identity renewed) {
        identity = renewed;
    }

    Subscription subscription(ChannelName channel) {
        return subscriptions.get(channel);
    }

    Collection<Subscription> subscriptions() {
        return subscriptions.values();
    }

    void remember(Subscription subscription) {
        subscriptions.put(subscription.channel().name(), subscription);
    }

    void forget(Subscription subscription) {
        subscriptions.remove(subscription.channel().name(), subscription);
    }

    /** Position in the hub's list of connections, so that leaving costs no search. */
    int place() {
        return place;
    }

    void place(int index) {
        place = index;
    }

    /** Decides in which slice of the heartbeat interval it is pinged. */
    long number() {
        return number;
    }

    boolean isEnded() {
        return ended;
    }

    String clientId() {
        return clientId;
    }

    Identity identity() {
        return identity;
    }

    /** Those of the token that it connected with; a token that takes its place changes none of them. */
    List<String> groups() {
        return groups;
    }

    /** That of the token that it connected with. */
    JsonObject metadata() {
        return metadata;
    }

    WebSocketHandler socket() {
        return socket;
    }

    Replies replies() {
        return replies;
    }

    /** The user id as a JSON string, ready for the {@code from} of a message. */
    byte[] quotedUserId() {
        return quotedUserId;
    }

    ConnectionStatistics statistics() {
        Outbox outbox = socket.outbox();
        return new ConnectionStatistics(
                connectedAt,
                messagesReceived,
                outbox.messages(),
                bytesReceived,
                outbox.bytes(),
                lastPong,
                pingsUnanswered);
    }
}
