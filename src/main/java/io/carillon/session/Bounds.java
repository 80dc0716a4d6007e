package io.carillon.session;

import io.carillon.config.LimitsConfig;
import io.carillon.config.Operation;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;

/** How often each connection may ask for one thing, beside how often it may ask for anything. */
final class Bounds {
    private final Rates rates;

    Bounds(LimitsConfig limits) {
        rates = new Rates(limits.rates());
    }

    /** @throws ProtocolException with {@link ErrorCode#RATE_LIMITED} when the connection has asked too often */
    void take(Connection connection, Operation operation) {
        require(connection.mayDo(operation, rates));
    }

    /** The same for an operation in a namespace, which may have a rate of its own. */
    void take(Connection connection, Operation operation, Namespace namespace) {
        require(connection.mayDo(operation, rates) && connection.mayDo(operation, namespace.rates()));
    }

    private static void require(boolean left) {
        if (!left) {
            throw new ProtocolException(ErrorCode.RATE_LIMITED);
        }
    }
}
