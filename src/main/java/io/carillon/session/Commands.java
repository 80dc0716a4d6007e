package io.carillon.session;

import io.carillon.auth.Authenticator;
import io.carillon.auth.AuthenticatorBusyException;
import io.carillon.auth.Grants;
import io.carillon.auth.Identity;
import io.carillon.auth.Permissions;
import io.carillon.broker.Broker;
import io.carillon.broker.BrokerUnavailableException;
import io.carillon.channel.ChannelName;
import io.carillon.channel.MessageText;
import io.carillon.config.NamespaceConfig;
import io.carillon.metrics.Measure;
import io.carillon.metrics.Statistics;
import io.carillon.protocol.ClientFrame;
import io.carillon.protocol.ClientFrameDecoder;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.carillon.protocol.ServerFrames;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a client can ask for: each request is decoded, judged, done and answered. One per event loop; whatever a request
 * fails with becomes its error answer here and nowhere else.
 */
final class Commands {
    private static final Logger LOG = LoggerFactory.getLogger(Commands.class);

    private final Hub hub;
    private final Broker broker;
    private final Authenticator authenticator;
    private final Map<String, NamespaceConfig> namespaces;
    private final int channelsPerConnection;
    private final Loop loop;
    private final Statistics statistics;
    private final ClientFrameDecoder decoder;

    Commands(
            Hub hub,
            Broker broker,
            Authenticator authenticator,
            Map<String, NamespaceConfig> namespaces,
            Loop loop,
            Statistics statistics) {
        this.hub = hub;
        this.broker = broker;
        this.authenticator = authenticator;
        this.namespaces = namespaces;
        this.channelsPerConnection = loop.limits().channelsPerConnection();
        this.loop = loop;
        this.statistics = statistics;
        decoder = new ClientFrameDecoder(loop.limits().jsonDepth());
    }

    /** @param message only good during the call */
    void handle(Connection connection, byte[] message, int length) {
        long start = System.nanoTime();
        loop.meters().received(length);
        try {
            handle(connection, decoder.decode(message, length), message);
        } catch (ProtocolException malformed) {
            connection.replies().now(error(connection, malformed, malformed.id(), Optional.empty()));
        }
        statistics.record(Measure.MESSAGE_PROCESSING, System.nanoTime() - start);
    }

    private void handle(Connection connection, ClientFrame frame, byte[] message) {
        try {
            if (!connection.mayGoOn()) {
                throw new ProtocolException(ErrorCode.RATE_LIMITED);
            }
            switch (frame.type()) {
                case SUBSCRIBE -> subscribe(connection, frame);
                case UNSUBSCRIBE -> unsubscribe(connection, frame);
                case PUBLISH -> publish(connection, frame, message);
                case PING -> connection.replies().now(ServerFrames.pong(frame.id()));
                case REFRESH -> refresh(connection, frame);
                case UNKNOWN -> throw new ProtocolException(ErrorCode.INVALID_MESSAGE, "Unknown message type");
            }
        } catch (RuntimeException failure) {
            connection.replies().now(error(connection, failure, frame.id(), channelOf(frame)));
        }
    }

    private void subscribe(Connection connection, ClientFrame frame) {
        ChannelName name = channel(frame);
        NamespaceConfig namespace = namespace(name);
        if (!Permissions.maySubscribe(connection.identity().grants(), namespace, name)) {
            throw new ProtocolException(ErrorCode.PERMISSION_DENIED, "No permission to subscribe");
        }
        if (connection.subscription(name) != null) {
            throw new ProtocolException(ErrorCode.ALREADY_SUBSCRIBED);
        }
        if (connection.subscriptions().size() >= channelsPerConnection) {
            throw new ProtocolException(ErrorCode.LIMIT_REACHED, "Too many channels");
        }
        Replies.Place place = connection.replies().later();
        Subscription subscription = hub.join(connection, name, namespace.slowConsumer());
        byte[] answer = ServerFrames.subscribed(frame.id(), name.value());
        subscription
                .channel()
                .interest()
                .onComplete(confirmed -> place.fill(answer, () -> hub.activate(subscription)), failure -> {
                    hub.abandon(subscription);
                    place.fill(error(connection, failure, frame.id(), Optional.of(name)));
                });
    }

    private void unsubscribe(Connection connection, ClientFrame frame) {
        ChannelName name = channel(frame);
        Subscription subscription = connection.subscription(name);
        if (subscription == null) {
            throw new ProtocolException(ErrorCode.NOT_SUBSCRIBED);
        }
        hub.leave(subscription);
        connection.replies().now(ServerFrames.unsubscribed(frame.id(), name.value()));
    }

    private void publish(Connection connection, ClientFrame frame, byte[] message) {
        ChannelName name = channel(frame);
        Grants grants = connection.identity().grants();
        if (!Permissions.mayPublish(grants, namespace(name), name)) {
            throw new ProtocolException(ErrorCode.PERMISSION_DENIED, "No permission to publish");
        }
        if (!frame.hasData()) {
            throw new ProtocolException(ErrorCode.INVALID_MESSAGE);
        }
        byte[] text = MessageText.encode(
                name,
                message,
                frame.dataOffset(),
                frame.dataLength(),
                connection.quotedUserId(),
                loop.clock().millis());
        long start = System.nanoTime();
        Future<Void> stored = broker.publish(name, text);
        if (stored.succeeded()) {
            statistics.record(Measure.PUBLISH, System.nanoTime() - start);
            if (frame.id().isPresent()) {
                connection.replies().now(ServerFrames.published(frame.id(), name.value()));
            }
        } else {
            answerWhenStored(connection, frame, name, stored, start);
        }
    }

    private void answerWhenStored(
            Connection connection, ClientFrame frame, ChannelName name, Future<Void> stored, long start) {
        Replies.Place place = connection.replies().later();
        stored.onComplete(
                done -> {
                    statistics.record(Measure.PUBLISH, System.nanoTime() - start);
                    place.fill(frame.id().isPresent() ? ServerFrames.published(frame.id(), name.value()) : null);
                },
                failure -> place.fill(error(connection, failure, frame.id(), Optional.of(name))));
    }

    /** The new token takes the place of the old one for all that comes; it has to be the same user's. */
    private void refresh(Connection connection, ClientFrame frame) {
        if (frame.token() == null) {
            throw new ProtocolException(ErrorCode.INVALID_MESSAGE);
        }
        Replies.Place place = connection.replies().later();
        authenticator
                .authenticate(frame.token())
                .onComplete(
                        renewed -> place.fill(refreshed(connection, frame, renewed)),
                        refused -> place.fill(error(connection, judged(refused), frame.id(), Optional.empty())));
    }

    private static ProtocolException judged(Throwable refused) {
        return refused instanceof AuthenticatorBusyException
                ? new ProtocolException(ErrorCode.LIMIT_REACHED, "Too many tokens to verify")
                : new ProtocolException(ErrorCode.AUTHENTICATION_FAILED);
    }

    private byte[] refreshed(Connection connection, ClientFrame frame, Identity renewed) {
        if (!renewed.userId().equals(connection.identity().userId())) {
            ProtocolException stranger = new ProtocolException(ErrorCode.PERMISSION_DENIED, "Token of another user");
            return error(connection, stranger, frame.id(), Optional.empty());
        }
        connection.refresh(renewed);
        return ServerFrames.refreshed(frame.id(), renewed.expiresAt());
    }

    private NamespaceConfig namespace(ChannelName name) {
        NamespaceConfig namespace = namespaces.get(name.namespace());
        if (namespace == null) {
            throw new ProtocolException(ErrorCode.UNKNOWN_NAMESPACE);
        }
        return namespace;
    }

    private static ChannelName channel(ClientFrame frame) {
        return channelOf(frame)
                .orElseThrow(() -> new ProtocolException(ErrorCode.INVALID_MESSAGE, "Invalid channel name"));
    }

    private static Optional<ChannelName> channelOf(ClientFrame frame) {
        return ChannelName.parse(frame.channel());
    }

    private byte[] error(Connection connection, Throwable failure, Optional<String> id, Optional<ChannelName> channel) {
        ErrorCode code = ErrorCode.INTERNAL;
        String message = code.defaultMessage();
        if (failure instanceof ProtocolException refused) {
            code = refused.code();
            message = refused.getMessage();
            connection.offend(code);
        } else if (failure instanceof BrokerUnavailableException) {
            code = ErrorCode.BROKER_UNAVAILABLE;
            message = code.defaultMessage();
        } else {
            loop.meters().internalError();
            LOG.atError().setCause(failure).log("A request failed");
        }
        return ServerFrames.error(code, message, id, channel.map(ChannelName::value));
    }
}
