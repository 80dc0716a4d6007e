package io.carillon.session;

import io.carillon.auth.Permissions;
import io.carillon.broker.Broker;
import io.carillon.broker.HistoryRequest;
import io.carillon.broker.Past;
import io.carillon.broker.ReadScheduler;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Publication;
import io.carillon.config.Operation;
import io.carillon.protocol.ClientFrame;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.carillon.protocol.ServerFrames;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What a client may ask about a channel, subscribed or not; each answers with the finished frame. Answers may be large, so
 * users share what is read at once; {@link Commands} asks for nothing while the client's socket takes no more.
 */
final class Inquiries {
    /** Readings under way at once on this event loop, in all and for each user: of up to {@link io.carillon.broker.Page#MAX_BYTES} each. */
    private static final int MAX_READS = 8;

    private static final int MAX_READS_OF_ONE = 2;

    private final Hub hub;
    private final Broker broker;
    private final Namespaces namespaces;
    private final Bounds bounds;
    private final ReadScheduler reads;
    private final Glances glances = new Glances();

    /** How many histories without any message each user has asked for lately: the broker keeps their epochs for a while. */
    private static final class Glances {
        static final int MAX = 100;
        static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);

        final Map<String, Integer> byUser = new HashMap<>();
        long begun = System.nanoTime();

        boolean isFull(String user) {
            if (System.nanoTime() - begun > WINDOW_NANOS) {
                begun = System.nanoTime();
                byUser.clear();
            }
            return byUser.getOrDefault(user, 0) >= MAX;
        }

        void add(String user) {
            byUser.merge(user, 1, Integer::sum);
        }
    }

    Inquiries(Hub hub, Broker broker, Namespaces namespaces, Bounds bounds, Loop loop) {
        this.hub = hub;
        this.broker = broker;
        this.namespaces = namespaces;
        this.bounds = bounds;
        reads = new ReadScheduler(loop.context().owner(), MAX_READS, MAX_READS_OF_ONE);
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
        String user = connection.identity().userId();
        return read(
                        connection,
                        () -> broker.read(
                                name, glances.isFull(user) ? request.page().keepingEmpty(0) : request.page()))
                .onSuccess(past -> {
                    if (past.top().offset() == 0) {
                        glances.add(user);
                    }
                })
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
        return read(connection, () -> hub.attendance(name))
                .map(all -> ServerFrames.presence(frame.id(), name.value(), all.count(), all.users(), all.clients()));
    }

    private <T> Future<T> read(Connection connection, Supplier<Future<T>> source) {
        return reads.read(connection.identity().userId(), source)
                .recover(failure -> Future.failedFuture(
                        failure instanceof ReadScheduler.TooManyReadsException
                                ? new ProtocolException(
                                        ErrorCode.RATE_LIMITED, "Too many requests that read are waiting")
                                : failure));
    }
}
