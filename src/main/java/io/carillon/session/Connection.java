package io.carillon.session;

import io.carillon.auth.Identity;
import io.carillon.bus.ConnectionDescription;
import io.carillon.channel.ChannelName;
import io.carillon.protocol.ClientFrame;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ServerFrames;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One client: who it is, what it is subscribed to, and its statistics. Touched by its hub's event loop only. */
final class Connection implements WebSocketHandler.Listener {
    /** After this time a message that was published has come, if it comes at all. */
    private static final long OWN_MESSAGE_MILLIS = 1_000;

    private final long number;
    private final WebSocketHandler socket;
    private final Hub hub;
    private final Commands commands;
    private final Replies replies;
    private RateLimit rate;
    /** Null until the first subscribe. */
    private RateLimit subscribeRate;

    private final byte[] quotedUserId;
    private final String forwardedFor;
    private final long connectedAt;
    private final Map<ChannelName, Subscription> subscriptions = new HashMap<>(2);
    private Identity identity;
    private RateLimits limits;
    private List<String> groups;
    /** Null until it has become other than that of the token. */
    private Metadata metadata;

    private Connection older;
    private Connection newer;
    private Conduct conduct;
    private long messagesReceived;
    private long bytesReceived;
    private long lastPong;
    private long lastPublish;
    private int pingCount;
    private int pingsUnanswered;
    private int place;
    private boolean ended;

    /**
     * @param number of this connection in its hub, counted from its start
     * @param forwardedFor the client's address where a proxy has told it
     */
    Connection(
            long number,
            Identity identity,
            Optional<String> forwardedFor,
            WebSocketHandler socket,
            Hub hub,
            Commands commands) {
        this.number = number;
        this.forwardedFor = forwardedFor.orElse(null);
        this.identity = identity;
        this.socket = socket;
        this.hub = hub;
        this.commands = commands;
        replies = new Replies(socket.outbox());
        rate = hub.newRateLimit();
        quotedUserId = ServerFrames.quoted(identity.userId());
        groups = identity.groups();
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

    /** Pings of a client count against its rate like messages do, and so do pongs that nobody asked for. */
    @Override
    public boolean onPing() {
        boolean allowed = rate.take(System.nanoTime());
        if (!allowed) {
            offend(ErrorCode.RATE_LIMITED);
        }
        return allowed;
    }

    @Override
    public void onPong() {
        lastPong = socket.lastHeard();
        if (pingsUnanswered == 0) {
            onPing();
        }
        pingsUnanswered = 0;
    }

    /** Only channels whose namespaces rather lose messages than the subscriber let a stalled reader stay. */
    @Override
    public void onStalled() {
        boolean lenient =
                subscriptions.values().stream().allMatch(each -> each.channel().isLenient());
        if (!lenient || subscriptions.isEmpty()) {
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

    /** The limits are others; what was used up of the former ones is forgiven. */
    void reload() {
        rate = hub.newRateLimit();
        subscribeRate = null;
        limits = null;
    }

    /** Takes one request from its rate; false when there is none left. */
    boolean mayGoOn(ClientFrame.Type request) {
        if (request != ClientFrame.Type.SUBSCRIBE) {
            return rate.take(System.nanoTime());
        }
        subscribeRate = subscribeRate == null ? hub.newSubscribeLimit() : subscribeRate;
        return subscribeRate.take(System.nanoTime());
    }

    /** Of single operations; asked for only where there are rates. */
    RateLimits limits() {
        limits = limits == null ? new RateLimits() : limits;
        return limits;
    }

    /** It publishes now, in epoch milliseconds. */
    void published(long now) {
        lastPublish = now;
    }

    /** Whether messages of its own may be on their way to it. */
    boolean hasJustPublished() {
        return socket.lastHeard() - lastPublish < OWN_MESSAGE_MILLIS;
    }

    /** Counts an error of the client's own making, and ends a connection that makes too many. */
    void offend(ErrorCode code) {
        if (Conduct.isOffence(code)) {
            conduct = conduct == null ? new Conduct() : conduct;
            conduct.offend(code, socket);
        }
    }

    void ping() {
        pingCount++;
        pingsUnanswered++;
        socket.ping();
    }

    /** Groups and metadata stay those of the token that it connected with, but for what the back end has changed. */
    void refresh(Identity renewed) {
        metadata = metadata();
        identity = renewed;
    }

    Subscription subscription(ChannelName channel) {
        return subscriptions.get(channel);
    }

    Collection<Subscription> subscriptions() {
        return subscriptions.values();
    }

    /** Whether the broker has confirmed it. */
    boolean isSubscribed(ChannelName channel) {
        Subscription subscription = subscriptions.get(channel);
        return subscription != null && subscription.isActive();
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
        return hub.everyone().clientIds().of(number);
    }

    /** The one of the same user that came next before it; null when there is none. To be changed by {@link Users} only. */
    Connection older() {
        return older;
    }

    void older(Connection neighbour) {
        older = neighbour;
    }

    /** The one of the same user that came next after it. */
    Connection newer() {
        return newer;
    }

    void newer(Connection neighbour) {
        newer = neighbour;
    }

    Identity identity() {
        return identity;
    }

    /** Never changed in place: most connections share the list of their token. */
    List<String> groups() {
        return groups;
    }

    void join(String group) {
        groups = Stream.concat(groups.stream(), Stream.of(group)).toList();
    }

    void leave(String group) {
        groups = groups.stream().filter(each -> !each.equals(group)).toList();
    }

    Metadata metadata() {
        return metadata == null ? Metadata.of(identity.meta()) : metadata;
    }

    void keep(Metadata changed) {
        metadata = changed;
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

    ConnectionDescription describe() {
        Outbox outbox = socket.outbox();
        return new ConnectionDescription(
                clientId(),
                identity.userId(),
                remoteAddress(),
                connectedAt,
                channels(),
                groups,
                metadata().values(),
                messagesReceived,
                outbox.messages(),
                bytesReceived,
                outbox.bytes(),
                lastPong,
                pingCount,
                pingsUnanswered);
    }

    private String remoteAddress() {
        return forwardedFor != null
                ? forwardedFor
                : ClientAddress.of(socket.outbox().peer());
    }

    /** In order of their names, without those that wait for the broker. */
    private List<String> channels() {
        return subscriptions.values().stream()
                .filter(Subscription::isActive)
                .map(each -> each.channel().name().value())
                .sorted()
                .toList();
    }
}
