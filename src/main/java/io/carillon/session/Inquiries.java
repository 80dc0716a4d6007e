package io.carillon.session;

import io.carillon.auth.Permissions;
import io.carillon.broker.Broker;
import io.carillon.broker.HistoryRequest;
import io.carillon.broker.Past;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Publication;
import io.carillon.config.Operation;
import io.carillon.protocol.ClientFrame;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.carillon.protocol.ServerFrames;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;

/** What a client may ask about a channel, subscribed or not; each answers with the finished frame. */
final class Inquiries {
    private final Hub hub;
    private final Broker broker;
    private final Namespaces namespaces;
    private final Bounds bounds;

    Inquiries(Hub hub, Broker broker, Namespaces namespaces, Bounds bounds) {
        this.hub = hub;
        this.broker = broker;
        this.namespaces = namespaces;
        this.bounds = bounds;
    }

    /** What was published. */
    Future<byte[]> history(Connection connection, ClientFrame frame, ChannelName name) {
        Namespace namespace = namespaces.of(name);
        bounds.take(connection, Operation.HISTORY, namespace);
        if (!Permissions.mayReadHistory(connection.identity().grants(), namespace.options(), name)) {
            throw new ProtocolException(ErrorCode.PERMISSION_DENIED, "No permission to read the history");
        }
        if (namespace.retention().isEmpty()) {
            throw new ProtocolException(ErrorCode.NOT_FOUND, "The channel has no history");
        }
        HistoryRequest request = new HistoryRequest(Optional.ofNullable(frame.since()), frame.limit(), frame.reverse());
        return broker.read(name, request.page())
                .map(past -> ServerFrames.history(frame.id(), name.value(), past.top(), messages(request, past)));
    }

    private static List<Publication> messages(HistoryRequest request, Past past) {
        request.breakIn(past).ifPresent(reason -> {
            throw ProtocolException.unknownPosition(reason);
        });
        return request.messages(past);
    }

    /** Who is there. */
    Future<byte[]> presence(Connection connection, ClientFrame frame, ChannelName name) {
        Namespace namespace = namespaces.of(name);
        bounds.take(connection, Operation.PRESENCE, namespace);
        if (!Permissions.maySeePresence(connection.identity().grants(), namespace.options(), name)) {
            throw new ProtocolException(ErrorCode.PERMISSION_DENIED, "No permission to see presence");
        }
        return hub.attendance(name)
                .map(all -> ServerFrames.presence(frame.id(), name.value(), all.count(), all.users(), all.clients()));
    }
}
