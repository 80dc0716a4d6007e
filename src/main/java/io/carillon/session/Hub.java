package io.carillon.session;

import io.carillon.auth.Identity;
import io.carillon.bus.Bus;
import io.carillon.bus.Census;
import io.carillon.bus.Movement;
import io.carillon.bus.Passage;
import io.carillon.bus.Recollection;
import io.carillon.channel.Attendance;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.config.HeartbeatConfig;
import io.carillon.config.NamespaceConfig.SlowConsumer;
import io.carillon.protocol.CloseCode;
import io.carillon.protocol.ServerFrames;
import io.netty.buffer.ByteBufAllocator;
import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ObjIntConsumer;

/**
 * The registry of one WebSocketVerticle: its connections and the channels they are subscribed to. Plain collections that
 * only its event loop touches.
 */
final class Hub {
    private final EventExecutor eventLoop;
    private final ByteBufAllocator allocator;
    private final Bridge bridge;
    private final Loop loop;
    private final Admission admission;
    private final HeartbeatConfig heartbeat;
    private final Connections connections;
    private final Map<ChannelName, Subscribers> channels = new HashMap<>();
    private final MovementLog movements;
    /** Null where nobody wants to know. */
    private final PassageLog passages;

    private int subscriptions;
    private int sockets;
    private boolean ended;

    /**
     * @param index names this hub to the bridge
     * @param passages hears of connections; null for nobody
     */
    Hub(
            int index,
            EventExecutor eventLoop,
            ByteBufAllocator allocator,
            Bus bus,
            Loop loop,
            Admission admission,
            HeartbeatConfig heartbeat,
            ClientIds clientIds,
            PassageLog passages) {
        this.eventLoop = eventLoop;
        this.allocator = allocator;
        bridge = new Bridge(index, bus);
        this.loop = loop;
        this.admission = admission;
        this.heartbeat = heartbeat;
        connections = new Connections(clientIds);
        movements = new MovementLog(index, bus, loop.turn());
        this.passages = passages;
    }

    RateLimit newRateLimit() {
        return new RateLimit(loop.limits().messagesPerSecond(), loop.limits().messageBurst(), System.nanoTime());
    }

    /** Of subscribes: whoever comes back gets all its channels at once. */
    RateLimit newSubscribeLimit() {
        return new RateLimit(
                loop.limits().messagesPerSecond(), loop.limits().channelsPerConnection(), System.nanoTime());
    }

    /** Takes a connection in; returns whether its user may have one more. */
    boolean add(Connection connection) {
        assert eventLoop.inEventLoop();
        sockets++;
        connections.add(connection);
        tell(Passage.Kind.CAME, connection, 0);
        return admission.enterUser(connection.identity().userId());
    }

    byte[] welcome(Connection connection) {
        Identity identity = connection.identity();
        return ServerFrames.welcome(
                connection.clientId(),
                identity.userId(),
                loop.clock().millis(),
                identity.expiresAt(),
                heartbeat.interval(),
                heartbeat.timeout());
    }

    /** Everything of a connection goes, except that its socket may still have to end. */
    void remove(Connection connection, int closeCode) {
        assert eventLoop.inEventLoop();
        loop.meters().closed(closeCode);
        if (closeCode == CloseCode.SLOW_CONSUMER.code()) {
            loop.meters().slowConsumer();
        }
        connections.remove(connection);
        List.copyOf(connection.subscriptions()).forEach(each -> drop(each, Movement.Kind.ENDED));
        tell(Passage.Kind.WENT, connection, closeCode);
        admission.leaveUser(connection.identity().userId());
    }

    private void tell(Passage.Kind kind, Connection connection, int closeCode) {
        if (passages != null) {
            passages.add(kind, connection, closeCode);
        }
    }

    /** Hooks have begun that know nothing of this hub's connections. */
    void declarePassages() {
        connections.all().forEach(connection -> tell(Passage.Kind.REMAINED, connection, 0));
    }

    /** The socket is gone too. */
    void forget(Connection connection) {
        sockets--;
        admission.leave();
    }

    /** Begins a subscription; it waits for {@link Subscribers#interest} and then for {@link #activate}. */
    Subscription join(Connection connection, ChannelName name, SlowConsumer policy) {
        assert eventLoop.inEventLoop();
        Subscribers channel =
                channels.computeIfAbsent(name, absent -> new Subscribers(name, policy, loop, connections, allocator));
        channel.beginJoining();
        if (channel.interest() == null) {
            channel.interest(bridge.declare(channel));
        }
        Subscription subscription = new Subscription(connection, channel);
        connection.remember(subscription);
        return subscription;
    }

    /**
     * Asks where a channel's history stands; what comes afterwards comes as deliveries. While the channel itself makes up for
     * something, that comes first: it is not to be sent to newcomers once more.
     */
    Future<Recollection> recall(Subscribers channel, Optional<Position> since) {
        return channel.interest()
                .compose(heard -> bridge.recall(channel, since))
                .compose(past -> {
                    if (channel.isMissing()) {
                        return recall(channel, since);
                    }
                    channel.stand(past.top());
                    return Future.succeededFuture(past);
                });
    }

    /** Does something after some time, on this hub's event loop. */
    void later(long millis, Runnable task) {
        eventLoop.schedule(task, millis, TimeUnit.MILLISECONDS);
    }

    /**
     * From now on the subscriber gets the channel's messages, unless it has thought better of it. Until it is one of the
     * subscribers it counts as joining: what it is added after may end the others, and the channel is not to go with them.
     */
    void activate(Subscription subscription) {
        Subscribers channel = subscription.channel();
        if (!subscription.isCancelled()) {
            channel.add(subscription);
            subscriptions++;
            if (subscription.isTracked()) {
                movements.came(Movement.Kind.ENTERED, subscription);
            }
        }
        channel.endJoining();
        releaseIfUnwanted(channel);
    }

    /** The broker did not confirm, or could not say where the history stands. */
    void abandon(Subscription subscription) {
        Subscribers channel = subscription.channel();
        channel.endJoining();
        subscription.connection().forget(subscription);
        releaseIfUnwanted(channel);
    }

    /** Whether the members of the channel are kept is another matter now than when it was subscribed to. */
    void track(Subscription subscription, boolean tracked) {
        if (subscription.isTracked() == tracked) {
            return;
        }
        subscription.track(tracked);
        if (subscription.isActive() && tracked) {
            movements.came(Movement.Kind.ENTERED, subscription);
        } else if (subscription.isActive()) {
            movements.went(Movement.Kind.LEFT, subscription);
        }
    }

    /** All channels that have subscribers here, or are about to; a copy. */
    List<Subscribers> channels() {
        return List.copyOf(channels.values());
    }

    /** Ends a subscription at its subscriber's wish; what came before still reaches it. */
    void leave(Subscription subscription) {
        subscription.channel().fanOut();
        drop(subscription, Movement.Kind.LEFT);
    }

    private void drop(Subscription subscription, Movement.Kind how) {
        Subscribers channel = subscription.channel();
        subscription.connection().forget(subscription);
        if (subscription.isActive()) {
            channel.remove(subscription);
            subscriptions--;
            if (subscription.isTracked()) {
                movements.went(how, subscription);
            }
            releaseIfUnwanted(channel);
        } else {
            subscription.cancel();
        }
    }

    private void releaseIfUnwanted(Subscribers channel) {
        if (channel.isUnwanted() && channels.remove(channel.name(), channel)) {
            if (!ended) {
                bridge.release(channel);
            }
        }
    }

    /** Sends everyone away. The bridge hears no more of this hub, for its number may soon be another's. */
    void end() {
        connections.all().forEach(connection -> connection.socket().close(CloseCode.GOING_AWAY));
        bridge.end();
        ended = true;
    }

    /** A bridge has begun that knows nothing of what this hub wants. */
    void declareAll() {
        bridge.declareAll(channels.values());
        connections.all().forEach(connection -> connection.subscriptions().forEach(this::declareMember));
    }

    private void declareMember(Subscription subscription) {
        if (subscription.isTracked() && subscription.isActive()) {
            movements.came(Movement.Kind.REMAINED, subscription);
        }
    }

    /**
     * Who is in a channel, on all nodes; fails with {@code BrokerUnavailableException} within 1 s. Who has come and gone in
     * this turn is told before.
     */
    Future<Attendance> attendance(ChannelName channel) {
        movements.flush();
        return bridge.attendance(channel);
    }

    /** Completes when what was published before has come; never fails. */
    Future<Void> flush() {
        return bridge.flush();
    }

    /** What one turn of the broker brought. */
    void deliver(List<Publication> publications) {
        assert eventLoop.inEventLoop();
        for (int i = 0; i < publications.size(); i++) {
            Publication publication = publications.get(i);
            Subscribers channel = channels.get(publication.channel());
            if (channel != null) {
                channel.publish(publication);
            }
        }
    }

    /** In each round: slow consumers are looked after, and channels that the bridge could not take are tried again. */
    void sweep(long now, boolean begins) {
        loop.laggards().sweep(now, begins);
        bridge.declareUnheard();
    }

    Connections everyone() {
        return connections;
    }

    /** Who gets a channel's messages; a copy. */
    List<Connection> subscribers(ChannelName channel) {
        Subscribers all = channels.get(channel);
        return all == null ? List.of() : all.connections();
    }

    /** Names each channel, with the number of its subscribers: 0 while all of them wait for the broker. */
    void forEachChannel(ObjIntConsumer<ChannelName> channel) {
        channels.forEach((name, all) -> channel.accept(name, all.size()));
    }

    boolean isEmpty() {
        return sockets == 0;
    }

    /** @param judging whether it is known which tokens are revoked */
    Census census(boolean brokerUp, boolean judging) {
        assert eventLoop.inEventLoop();
        return new Census(connections.size(), subscriptions, Set.copyOf(channels.keySet()), brokerUp, judging);
    }
}
