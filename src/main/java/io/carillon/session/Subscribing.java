package io.carillon.session;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Discontinuity;
import io.carillon.protocol.ClientFrame;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.carillon.protocol.ServerFrames;
import java.util.Optional;

/**
 * How subscriptions begin and end, whoever wants it, in the order of the connection's answers: the client is told of both
 * by the same frames, with the {@code id} of its request where it was one.
 */
final class Subscribing {
    private final Hub hub;
    private final Loop loop;
    private final Recoveries recoveries = new Recoveries();

    Subscribing(Hub hub, Loop loop) {
        this.hub = hub;
        this.loop = loop;
    }

    /**
     * Begins a subscription to a channel to which the connection has none.
     *
     * @throws ProtocolException with {@link ErrorCode#LIMIT_REACHED} when the connection has too many
     */
    Subscription begin(Connection connection, Namespace namespace, Wish wish) {
        if (connection.subscriptions().size() >= loop.limits().channelsPerConnection()) {
            throw new ProtocolException(ErrorCode.LIMIT_REACHED, "Too many channels");
        }
        Replies.Place place = connection.replies().later(ClientFrame.Type.SUBSCRIBE, wish.channel());
        Subscription subscription =
                hub.join(connection, wish.channel(), namespace.options().slowConsumer());
        subscription.track(namespace.options().tracksPresence());
        subscription
                .channel()
                .interest()
                .onComplete(
                        confirmed -> confirmed(subscription, namespace, wish, place),
                        failure -> refuse(subscription, wish, place, failure));
        return subscription;
    }

    private void confirmed(Subscription subscription, Namespace namespace, Wish wish, Replies.Place place) {
        if (namespace.retention().isPresent()) {
            Recovery recovery = new Recovery(hub, recoveries, subscription, wish);
            place.whenFirst(() -> recovery.begin(place, failure -> refuse(subscription, wish, place, failure)));
        } else {
            String channel = wish.channel().value();
            byte[] answer = wish.since().isEmpty()
                    ? ServerFrames.subscribed(wish.id(), channel)
                    : ServerFrames.notRecovered(wish.id(), channel, Discontinuity.EPOCH);
            place.fill(answer, () -> {
                hub.activate(subscription);
                wish.granted().run();
            });
        }
    }

    private void refuse(Subscription subscription, Wish wish, Replies.Place place, Throwable failure) {
        hub.abandon(subscription);
        place.fill(wish.refused().apply(failure));
    }

    /**
     * Ends a subscription; what came before still reaches the client.
     *
     * @param id of the client's request
     */
    void end(Subscription subscription, Optional<String> id) {
        subscription.connection().replies().inOrder(leave(subscription, id));
    }

    /** The same behind messages that were published before and are still on their way, the subscriber's own above all. */
    void endBehindMessages(Subscription subscription, Optional<String> id) {
        Replies.Place place = subscription
                .connection()
                .replies()
                .later(ClientFrame.Type.UNSUBSCRIBE, subscription.channel().name());
        hub.flush().onComplete(flushed -> place.fill(null, leave(subscription, id)));
    }

    /** Returns what tells the client. */
    private Runnable leave(Subscription subscription, Optional<String> id) {
        hub.leave(subscription);
        ChannelName channel = subscription.channel().name();
        byte[] told = ServerFrames.unsubscribed(id, channel.value());
        return () -> subscription.outbox().text(told, channel);
    }
}
