package io.carillon.session;

import io.carillon.bus.Recollection;
import io.carillon.channel.ChannelName;
import io.carillon.channel.MessageText;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.channel.ResetText;
import io.carillon.config.NamespaceConfig.SlowConsumer;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The subscribers of one channel on one event loop, and the messages that wait for the end of the turn to be sent to
 * them. All messages of a turn are joined into one buffer that every socket shares: one copy for thousands of sockets.
 */
final class Subscribers {
    private static final int FIRST_CAPACITY = 2;

    private final ChannelName name;
    private SlowConsumer policy;
    private final Loop loop;
    private final Connections everyone;
    private final ByteBufAllocator allocator;
    private final List<Publication> waiting = new ArrayList<>(1);
    private Subscription[] subscriptions = new Subscription[FIRST_CAPACITY];
    private int size;
    private int joining;
    private Future<Void> interest;
    /** In the channel's history, handed to the subscribers last; null without history, and before the first subscriber. */
    private Position last;

    private boolean missing;

    Subscribers(ChannelName name, SlowConsumer policy, Loop loop, Connections everyone, ByteBufAllocator allocator) {
        this.name = name;
        this.policy = policy;
        this.loop = loop;
        this.everyone = everyone;
        this.allocator = allocator;
    }

    ChannelName name() {
        return name;
    }

    int size() {
        return size;
    }

    /** Those whose subscriptions the broker has confirmed. */
    List<Connection> connections() {
        List<Connection> all = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            all.add(subscriptions[i].connection());
        }
        return all;
    }

    /** From the next turn on; what waits is sent by the former one. */
    void policy(SlowConsumer next) {
        if (policy != next) {
            fanOut();
            policy = next;
        }
    }

    /** Whether a subscriber may stay that reads nothing. */
    boolean isLenient() {
        return policy != SlowConsumer.DISCONNECT;
    }

    /** Nobody is subscribed, and nobody waits to be. */
    boolean isUnwanted() {
        return size == 0 && joining == 0;
    }

    /** The broker's confirmation that this channel's messages come to this event loop; null until it was asked. */
    Future<Void> interest() {
        return interest;
    }

    void interest(Future<Void> confirmation) {
        interest = confirmation;
    }

    Position last() {
        return last;
    }

    /** Everything up to this position was handed over, or is to be ignored. */
    void stand(Position position) {
        last = position;
    }

    /** From now on messages of the history may be missed; none is taken until it is made up for what is missing. */
    void miss() {
        missing = last != null;
    }

    boolean isMissing() {
        return missing;
    }

    /** Takes what was missed, or tells everyone that it cannot be had; returns whether that is all of it. */
    boolean makeUp(Recollection past) {
        missing = false;
        past.broken()
                .ifPresent(reason ->
                        publish(new Publication(name, ResetText.encode(name, reason, past.top()), past.top(), 0)));
        past.missed().forEach(this::publish);
        missing = past.more();
        return !missing;
    }

    void beginJoining() {
        joining++;
    }

    void endJoining() {
        joining--;
    }

    /** What came before is not for the newcomer, so it is sent first. */
    void add(Subscription subscription) {
        fanOut();
        if (size == subscriptions.length) {
            subscriptions = Arrays.copyOf(subscriptions, 2 * size);
        }
        subscription.place(size);
        subscriptions[size++] = subscription;
    }

    /** Whoever leaves of its own will has a right to what came before: {@link #fanOut} first. */
    void remove(Subscription subscription) {
        Subscription last = subscriptions[--size];
        subscriptions[subscription.place()] = last;
        last.place(subscription.place());
        subscriptions[size] = null;
        subscription.place(Subscription.NOWHERE);
    }

    void publish(Publication publication) {
        if (publication.hasPosition()) {
            if (missing) {
                return;
            }
            last = publication.position();
        }
        if (publication.exclude() != null) {
            publishAlone(placed(publication), subscriptionOf(publication.exclude()), policy);
        } else if (isLenient() && isEvent(publication)) {
            publishEvent(publication);
        } else {
            if (waiting.isEmpty()) {
                loop.turn().fanOut(this);
            }
            waiting.add(placed(publication));
        }
    }

    /**
     * A message of a node on which the channel has no history: should it be dropped, its subscriber has to be told, and then
     * it stands where the entry before it does.
     */
    private Publication placed(Publication publication) {
        return publication.hasPosition() || last == null || !isLenient()
                ? publication
                : new Publication(name, publication.text(), last, 0, publication.exclude());
    }

    private boolean isEvent(Publication publication) {
        return !publication.hasPosition() && !MessageText.begins(name, publication.text());
    }

    /**
     * A join or leave takes no message's place, and none takes its own; where it is dropped, the subscriber has to be told,
     * and then it stands where the entry before it does.
     */
    private void publishEvent(Publication event) {
        publishAlone(placed(event), null, SlowConsumer.DROP_OLDEST);
    }

    /** It shares no buffer with other messages, because they do not go to the same subscribers or in the same way. */
    private void publishAlone(Publication publication, Subscription excluded, SlowConsumer as) {
        fanOut();
        waiting.add(publication);
        fanOut(excluded, as);
    }

    /** Null when the client is not one of the subscribers on this event loop. */
    private Subscription subscriptionOf(String clientId) {
        Connection connection = everyone.find(clientId);
        Subscription subscription = connection == null ? null : connection.subscription(name);
        return subscription != null && subscription.isActive() ? subscription : null;
    }

    /** Sends what waits to all subscribers. */
    void fanOut() {
        if (!waiting.isEmpty()) {
            fanOut(null, policy);
        }
    }

    /**
     * Goes backwards, because a slow consumer may be removed meanwhile, and then the last one, who has been served, takes
     * its place.
     *
     * @param excluded gets nothing; null for nobody
     * @param as what is done where a socket takes no more
     */
    private void fanOut(Subscription excluded, SlowConsumer as) {
        int count = waiting.size();
        int bytes = waitingBytes();
        int receivers = excluded == null ? size : size - 1;
        Batch plain = join(bytes, as);
        Batch compressed = null;
        loop.meters().delivered((long) receivers * count);
        loop.meters().sent((long) receivers * count, (long) receivers * bytes);
        for (int i = size - 1; i >= 0; i--) {
            if (subscriptions[i] == excluded) {
                continue;
            }
            Outbox outbox = subscriptions[i].outbox();
            if (outbox.deflates() && compressed == null) {
                compressed = joinCompressed(bytes, as);
            }
            outbox.batch(outbox.deflates() ? compressed : plain);
        }
        loop.turn().release(plain.frames());
        if (compressed != null) {
            loop.turn().release(compressed.frames());
        }
        waiting.clear();
    }

    private int waitingBytes() {
        int bytes = 0;
        for (int i = 0; i < waiting.size(); i++) {
            bytes += waiting.get(i).text().length;
        }
        return bytes;
    }

    private Batch join(int bytes, SlowConsumer as) {
        ByteBuf frames = allocator.directBuffer(bytes + FrameWriter.room(0) * waiting.size());
        int[] ends = new int[waiting.size()];
        for (int i = 0; i < ends.length; i++) {
            FrameWriter.text(frames, waiting.get(i).text());
            ends[i] = frames.writerIndex();
        }
        return new Batch(name, as, frames, ends, bytes, positions());
    }

    private Position[] positions() {
        if (policy == SlowConsumer.DISCONNECT || last == null) {
            return null;
        }
        Position[] positions = new Position[waiting.size()];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = waiting.get(i).position();
        }
        return positions;
    }

    private Batch joinCompressed(int bytes, SlowConsumer as) {
        ByteBuf frames = allocator.directBuffer(bytes);
        int[] ends = new int[waiting.size()];
        for (int i = 0; i < ends.length; i++) {
            int length = loop.deflate().deflate(waiting.get(i).text());
            FrameWriter.compressedText(frames, loop.deflate().bytes(), length);
            ends[i] = frames.writerIndex();
        }
        return new Batch(name, as, frames, ends, bytes, positions());
    }
}
