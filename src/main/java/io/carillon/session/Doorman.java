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
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Has the authorize hook asked, and takes everything but a clear yes for a no. While a connection waits for its answer its
 * later requests wait too, so that they are done and answered in order: it is not read meanwhile, so what waits is no more
 * than what one reading of its socket brought, and as it came. One per hub, and only where there is such a hook.
 */
final class Doorman {
    static final Operation SUBSCRIBE = Operation.SUBSCRIBE;
    static final Operation PUBLISH = Operation.PUBLISH;

    /** Longer than the hook's own bound, so that it is the hook that says no. */
    private static final Duration DEADLINE = Duration.ofMillis(1_500);

    private final Bus bus;
    private final Set<Operation> operations;

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
     * Does one or the other, unless the connection has ended meanwhile; then it is read again.
     *
     * @param refused takes what the client is to be told
     */
    void ask(
            Connection connection,
            Operation operation,
            ChannelName channel,
            Runnable allowed,
            Consumer<RuntimeException> refused) {
        connection.socket().pause();
        ask(operation, Optional.of(connection.clientId()), connection.identity(), Optional.of(channel))
                .onComplete(
                        yes -> proceed(connection, allowed, refused),
                        no -> proceed(connection, () -> refused.accept((RuntimeException) no), refused));
    }

    private static void proceed(Connection connection, Runnable outcome, Consumer<RuntimeException> refused) {
        if (!connection.isEnded()) {
            try {
                outcome.run();
            } catch (RuntimeException failure) {
                refused.accept(failure);
            }
        }
        connection.socket().resume();
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
