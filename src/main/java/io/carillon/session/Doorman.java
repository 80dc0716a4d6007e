package io.carillon.session;

import io.carillon.auth.Identity;
import io.carillon.bus.Addresses;
import io.carillon.bus.Authorization;
import io.carillon.bus.Bus;
import io.carillon.bus.Verdict;
import io.carillon.channel.ChannelName;
import io.carillon.config.AuthorizeHookConfig;
import io.carillon.config.AuthorizeHookConfig.Operation;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Has the authorize hook asked, and takes everything but a clear yes for a no. While a connection waits for its answer its
 * later requests wait too, so that they are done and answered in order: its socket is not read meanwhile, so what waits is
 * no more than what one reading brought. One per hub, and only where there is such a hook.
 */
final class Doorman {
    static final Operation SUBSCRIBE = Operation.SUBSCRIBE;
    static final Operation PUBLISH = Operation.PUBLISH;

    /** Longer than the hook's own bound, so that it is the hook that says no. */
    private static final Duration DEADLINE = Duration.ofMillis(1_500);

    private final Bus bus;
    private final Set<Operation> operations;
    /** Connections that wait for an answer, and the requests that came meanwhile. */
    private final Map<Connection, ArrayDeque<byte[]>> waiting = new HashMap<>();

    Doorman(Bus bus, AuthorizeHookConfig config) {
        this.bus = bus;
        operations = config.operations();
    }

    boolean guards(Operation operation) {
        return operations.contains(operation);
    }

    /** Whether somebody may connect; fails with a {@link ProtocolException} when not. */
    Future<Identity> admit(Identity identity) {
        return guards(Operation.CONNECT)
                ? ask(Operation.CONNECT, Optional.empty(), identity, Optional.empty())
                        .map(identity)
                : Future.succeededFuture(identity);
    }

    /**
     * Keeps a request of a connection that waits; returns false for one that does not.
     *
     * @param message only good during the call
     */
    boolean keeps(Connection connection, byte[] message, int length) {
        ArrayDeque<byte[]> kept = waiting.get(connection);
        if (kept == null) {
            return false;
        }
        kept.add(Arrays.copyOf(message, length));
        return true;
    }

    /**
     * Does one or the other, unless the connection has ended meanwhile; then what was kept is handed back.
     *
     * @param refused takes what the client is to be told
     */
    void ask(
            Commands commands,
            Connection connection,
            Operation operation,
            ChannelName channel,
            Runnable allowed,
            Consumer<RuntimeException> refused) {
        waiting.put(connection, new ArrayDeque<>());
        connection.socket().reading(false);
        ask(operation, Optional.of(connection.clientId()), connection.identity(), Optional.of(channel))
                .onComplete(
                        yes -> proceed(commands, connection, allowed, refused),
                        no -> proceed(commands, connection, () -> refused.accept((RuntimeException) no), refused));
    }

    private static void run(Runnable outcome, Consumer<RuntimeException> refused) {
        try {
            outcome.run();
        } catch (RuntimeException failure) {
            refused.accept(failure);
        }
    }

    private void proceed(
            Commands commands, Connection connection, Runnable outcome, Consumer<RuntimeException> refused) {
        ArrayDeque<byte[]> kept = waiting.remove(connection);
        if (connection.isEnded()) {
            connection.socket().reading(true);
            return;
        }
        run(outcome, refused);
        while (!kept.isEmpty() && !waiting.containsKey(connection) && !connection.isEnded()) {
            byte[] message = kept.remove();
            commands.handle(connection, message, message.length);
        }
        ArrayDeque<byte[]> waitingAgain = waiting.get(connection);
        if (waitingAgain == null) {
            connection.socket().reading(true);
        } else {
            waitingAgain.addAll(kept);
        }
    }

    private Future<Void> ask(
            Operation operation, Optional<String> clientId, Identity identity, Optional<ChannelName> channel) {
        Authorization question =
                new Authorization(operation.text(), clientId, identity.userId(), identity.groups(), channel);
        return bus.ask(Addresses.AUTHORIZE, question, DEADLINE)
                .transform(verdict -> verdict.succeeded()
                        ? judge(operation, verdict.result())
                        : Future.failedFuture(
                                new ProtocolException(ErrorCode.UNAVAILABLE, "Authorization is not available")));
    }

    private static Future<Void> judge(Operation operation, Verdict verdict) {
        return verdict.allowed()
                ? Future.succeededFuture()
                : Future.failedFuture(new ProtocolException(
                        ErrorCode.PERMISSION_DENIED, verdict.reason().orElse("No permission to " + operation.text())));
    }
}
