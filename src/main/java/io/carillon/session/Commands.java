package io.carillon.session;

import io.carillon.auth.Authenticator;
import io.carillon.auth.Grants;
import io.carillon.auth.Identity;
import io.carillon.auth.Permissions;
import io.carillon.broker.Broker;
import io.carillon.broker.Draft;
import io.carillon.broker.KeySpace;
import io.carillon.channel.ChannelName;
import io.carillon.channel.MessageText;
import io.carillon.channel.Position;
import io.carillon.config.AuthorizeHookConfig;
import io.carillon.config.Operation;
import io.carillon.metrics.Measure;
import io.carillon.metrics.Statistics;
import io.carillon.protocol.ClientFrame;
import io.carillon.protocol.ClientFrameDecoder;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.carillon.protocol.ServerFrames;
import io.vertx.core.Future;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * What a client can ask for: each request is decoded, judged, done and answered. One per event loop; whatever a request
 * fails with becomes its error answer.
 */
final class Commands {
    private static final Runnable NOTHING = () -> {};
    private static final byte[] NO_DATA = {};

    private final Hub hub;
    private final Broker broker;
    private final Authenticator authenticator;
    /** Null where nobody is asked. */
    private final Doorman doorman;

    private final Namespaces namespaces;
    private final Inquiries inquiries;
    private final Subscribing subscribing;
    private final Coverage coverage;
    private final TokenExpiry expiry;
    private final Loop loop;
    private final Statistics statistics;
    private final ErrorAnswers errors;
    private final Bounds bounds;
    private ClientFrameDecoder decoder;

    /** @param doorman asked after the token and the namespace; null for nobody */
    Commands(
            Hub hub,
            Broker broker,
            Authenticator authenticator,
            Doorman doorman,
            Namespaces namespaces,
            Subscribing subscribing,
            TokenExpiry expiry,
            Loop loop,
            Statistics statistics) {
        this.hub = hub;
        this.broker = broker;
        this.authenticator = authenticator;
        this.doorman = doorman;
        this.namespaces = namespaces;
        errors = new ErrorAnswers(loop);
        bounds = new Bounds(loop.limits());
        inquiries = new Inquiries(hub, broker, namespaces, bounds, loop);
        this.subscribing = subscribing;
        coverage = new Coverage(subscribing, namespaces);
        this.expiry = expiry;
        this.loop = loop;
        this.statistics = statistics;
        decoder = new ClientFrameDecoder(loop.limits().jsonDepth());
    }

    /** The limits are others. */
    void reload() {
        bounds.become(loop.limits());
        decoder = new ClientFrameDecoder(loop.limits().jsonDepth());
    }

    /** @param message only good during the call */
    void handle(Connection connection, byte[] message, int length) {
        long start = System.nanoTime();
        loop.meters().received(length);
        try {
            judge(connection, decoder.decode(message, length), message);
        } catch (ProtocolException malformed) {
            connection.replies().now(errors.of(connection, malformed, malformed.id(), Optional.empty()));
        }
        statistics.record(Measure.MESSAGE_PROCESSING, System.nanoTime() - start);
    }

    private void judge(Connection connection, ClientFrame frame, byte[] message) {
        if (!connection.mayGoOn(frame.type())) {
            ProtocolException tooOften = new ProtocolException(ErrorCode.RATE_LIMITED);
            connection.replies().now(errors.of(connection, tooOften, frame.id(), channelOf(frame)));
        } else if (isDelayed(connection, frame)) {
            connection.socket().pause();
            boolean hasData = frame.type() == ClientFrame.Type.PUBLISH && frame.hasData();
            byte[] kept = hasData ? Arrays.copyOf(message, frame.dataOffset() + frame.dataLength()) : message;
            delay(connection, frame, hasData ? kept : NO_DATA);
        } else {
            perform(connection, frame, message);
        }
    }

    /** Requests of one connection take effect in their order, and pages are sent at the pace of its socket. */
    private boolean isDelayed(Connection connection, ClientFrame frame) {
        return isBehindOthers(connection, frame)
                || Replies.reads(frame.type()) && !connection.socket().outbox().hasRoom();
    }

    private boolean isBehindOthers(Connection connection, ClientFrame frame) {
        int most = loop.limits().pendingBytes();
        Replies replies = connection.replies();
        return !replies.isFree(frame.type(), most)
                && replies.delay(frame.type(), channelOf(frame).orElse(null), most);
    }

    /** Its connection is not read meanwhile, so this is the only request of it that waits. */
    private void delay(Connection connection, ClientFrame frame, byte[] message) {
        Runnable again = () -> resume(connection, frame, message);
        if (isBehindOthers(connection, frame)) {
            connection.replies().whenAnswered(() -> loop.context().runOnContext(nothing -> again.run()));
        } else {
            connection.socket().outbox().whenRoom(again);
        }
    }

    private void resume(Connection connection, ClientFrame frame, byte[] message) {
        if (connection.isEnded()) {
            return;
        }
        if (isDelayed(connection, frame)) {
            delay(connection, frame, message);
        } else {
            perform(connection, frame, message);
            connection.socket().resume();
        }
    }

    private void perform(Connection connection, ClientFrame frame, byte[] message) {
        try {
            switch (frame.type()) {
                case SUBSCRIBE -> subscribe(current(connection), frame);
                case UNSUBSCRIBE -> unsubscribe(connection, frame);
                case PUBLISH -> publish(current(connection), frame, message);
                case PRESENCE ->
                    answer(connection, frame, inquiries.presence(current(connection), frame, channel(frame)));
                case PING -> connection.replies().now(ServerFrames.pong(frame.id()));
                case REFRESH -> refresh(connection, frame);
                case HISTORY ->
                    answer(connection, frame, inquiries.history(current(connection), frame, channel(frame)));
                case UNKNOWN -> throw new ProtocolException(ErrorCode.INVALID_MESSAGE, "Unknown message type");
            }
        } catch (RuntimeException failure) {
            connection.replies().now(errors.of(connection, failure, frame.id(), channelOf(frame)));
        }
    }

    /** While the grace of a token that is over lasts, its bearer keeps what it has, but gets nothing more. */
    private Connection current(Connection connection) {
        if (expiry.isOver(connection.identity(), connection.socket().lastHeard())) {
            throw new ProtocolException(ErrorCode.AUTHENTICATION_FAILED, "Token expired: refresh it");
        }
        return connection;
    }

    private void subscribe(Connection connection, ClientFrame frame) {
        ChannelName name = channel(frame);
        Namespace namespace = namespaces.of(name);
        bounds.take(connection, Operation.SUBSCRIBE, namespace);
        require(Doorman.SUBSCRIBE, connection, name, namespace);
        if (doorman == null || !doorman.guards(Doorman.SUBSCRIBE)) {
            join(connection, frame, name, namespace);
        } else {
            ask(connection, frame, Doorman.SUBSCRIBE, name, current -> join(connection, frame, name, current));
        }
    }

    /** @throws ProtocolException with {@link ErrorCode#PERMISSION_DENIED} when neither token nor namespace allows it */
    private static void require(
            AuthorizeHookConfig.Operation operation, Connection connection, ChannelName name, Namespace namespace) {
        Grants grants = connection.identity().grants();
        boolean permitted = operation == Doorman.SUBSCRIBE
                ? Permissions.maySubscribe(grants, namespace.options(), name)
                : Permissions.mayPublish(grants, namespace.options(), name);
        if (!permitted) {
            throw new ProtocolException(ErrorCode.PERMISSION_DENIED, "No permission to " + operation.text());
        }
    }

    /** While the hook was asked, a reload may have taken away what its question was about: that is judged once more. */
    private void ask(
            Connection connection,
            ClientFrame frame,
            AuthorizeHookConfig.Operation operation,
            ChannelName name,
            Consumer<Namespace> task) {
        Runnable allowed = () -> {
            Namespace current = namespaces.of(name);
            require(operation, connection, name, current);
            task.accept(current);
        };
        Consumer<RuntimeException> refused =
                failure -> connection.replies().now(errors.of(connection, failure, frame.id(), Optional.of(name)));
        doorman.ask(connection, operation, name, allowed, refused);
    }

    private void join(Connection connection, ClientFrame frame, ChannelName name, Namespace namespace) {
        if (connection.subscription(name) != null) {
            throw new ProtocolException(ErrorCode.ALREADY_SUBSCRIBED);
        }
        subscribing.begin(connection, namespace, wish(connection, frame, name));
    }

    private Wish wish(Connection connection, ClientFrame frame, ChannelName name) {
        return new Wish(
                name,
                frame.id(),
                Optional.ofNullable(frame.since()),
                NOTHING,
                failure -> errors.of(connection, failure, frame.id(), Optional.of(name)));
    }

    private void unsubscribe(Connection connection, ClientFrame frame) {
        ChannelName name = channel(frame);
        Subscription subscription = connection.subscription(name);
        if (subscription == null) {
            throw new ProtocolException(ErrorCode.NOT_SUBSCRIBED);
        }
        if (connection.hasJustPublished()) {
            subscribing.endBehindMessages(subscription, frame.id());
        } else {
            subscribing.end(subscription, frame.id());
        }
    }

    private void publish(Connection connection, ClientFrame frame, byte[] message) {
        ChannelName name = channel(frame);
        Namespace namespace = namespaces.of(name);
        bounds.take(connection, Operation.PUBLISH, namespace);
        require(Doorman.PUBLISH, connection, name, namespace);
        if (!frame.hasData()) {
            throw new ProtocolException(ErrorCode.INVALID_MESSAGE);
        }
        if (doorman == null || !doorman.guards(Doorman.PUBLISH)) {
            store(connection, frame, message, name, namespace);
        } else {
            byte[] kept = Arrays.copyOf(message, frame.dataOffset() + frame.dataLength());
            ask(connection, frame, Doorman.PUBLISH, name, current -> store(connection, frame, kept, name, current));
        }
    }

    private void store(
            Connection connection, ClientFrame frame, byte[] message, ChannelName name, Namespace namespace) {
        long now = loop.clock().millis();
        connection.published(now);
        byte[] text = MessageText.encode(
                name, message, frame.dataOffset(), frame.dataLength(), connection.quotedUserId(), now);
        long start = System.nanoTime();
        if (frame.key() == null && namespace.retention().isEmpty()) {
            answer(connection, frame, name, broker.publish(name, text), start, nothing -> published(frame, null));
        } else {
            Optional<String> key = Optional.ofNullable(frame.key())
                    .map(given -> KeySpace.ofUser(connection.identity().userId(), given));
            Draft draft = new Draft(name, text, now, key, namespace.retention(), Optional.empty());
            answer(
                    connection,
                    frame,
                    name,
                    broker.publish(draft),
                    start,
                    position -> published(frame, position.orElse(null)));
        }
    }

    /** @param position null for a channel without history */
    private static byte[] published(ClientFrame frame, Position position) {
        if (frame.id().isEmpty()) {
            return null;
        }
        return position == null
                ? ServerFrames.published(frame.id(), frame.channel())
                : ServerFrames.published(frame.id(), frame.channel(), position);
    }

    private <S> void answer(
            Connection connection,
            ClientFrame frame,
            ChannelName name,
            Future<S> stored,
            long start,
            Function<S, byte[]> answer) {
        if (stored.succeeded()) {
            statistics.record(Measure.PUBLISH, System.nanoTime() - start);
            byte[] text = answer.apply(stored.result());
            if (text != null) {
                connection.replies().now(text);
            }
        } else {
            Replies.Place place = connection.replies().later(frame.type(), name, frame.dataLength());
            stored.onComplete(
                    done -> {
                        statistics.record(Measure.PUBLISH, System.nanoTime() - start);
                        place.fill(answer.apply(done));
                    },
                    failure -> place.fill(errors.of(connection, failure, frame.id(), channelOf(frame))));
        }
    }

    /** Answers what a client asks about a channel. */
    private void answer(Connection connection, ClientFrame frame, Future<byte[]> answer) {
        Replies.Place place = connection.replies().later(frame.type(), channel(frame));
        answer.onComplete(
                place::fill, failure -> place.fill(errors.of(connection, failure, frame.id(), channelOf(frame))));
    }

    /** The new token takes the place of the old one for all that comes; it has to be the same user's. */
    private void refresh(Connection connection, ClientFrame frame) {
        bounds.take(connection, Operation.REFRESH);
        if (frame.token() == null) {
            throw new ProtocolException(ErrorCode.INVALID_MESSAGE);
        }
        Replies.Place place = connection.replies().later(frame.type(), null);
        authenticator
                .authenticate(frame.token())
                .compose(renewed -> behindMessages(connection, renewed))
                .onComplete(
                        renewed -> refresh(connection, frame, renewed, place),
                        refused -> place.fill(errors.ofToken(connection, refused, frame.id())));
    }

    /** What the new token does not cover ends, but not before the connection's own messages have come. */
    private Future<Identity> behindMessages(Connection connection, Identity renewed) {
        return connection.hasJustPublished() && !connection.subscriptions().isEmpty()
                ? hub.flush().map(renewed)
                : Future.succeededFuture(renewed);
    }

    private void refresh(Connection connection, ClientFrame frame, Identity renewed, Replies.Place place) {
        if (!renewed.userId().equals(connection.identity().userId())) {
            ProtocolException stranger = new ProtocolException(ErrorCode.PERMISSION_DENIED, "Token of another user");
            place.fill(errors.of(connection, stranger, frame.id(), Optional.empty()));
            return;
        }
        connection.refresh(renewed);
        byte[] answer = ServerFrames.refreshed(frame.id(), renewed.expiresAt());
        place.fill(answer, () -> coverage.enforce(connection));
    }

    private static ChannelName channel(ClientFrame frame) {
        return channelOf(frame)
                .orElseThrow(() -> new ProtocolException(ErrorCode.INVALID_MESSAGE, "Invalid channel name"));
    }

    private static Optional<ChannelName> channelOf(ClientFrame frame) {
        return ChannelName.parse(frame.channel());
    }
}
