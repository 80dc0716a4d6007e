package io.carillon.session;

import io.carillon.config.LimitsConfig;
import io.carillon.config.Operation;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;

/** How often each connection may ask for one thing, beside how often it may ask for anything. */
final class Bounds {
    private Rates rates;

    Bounds(LimitsConfig limits) {
        become(limits);
    }

    void become(LimitsConfig limits) {
        rates = new Rates(limits.rates());
    }

    /** @throws ProtocolException with {@link ErrorCode#RATE_LIMITED} when the connection has asked too often */
    void take(Connection connection, Operation operation) {
        require(allows(rates, connection, operation));
    }

    /** The same for an operation in a namespace, which may have a rate of its own. */
    void take(Connection connection, Operation operation, Namespace namespace) {
        require(allows(rates, connection, operation) && allows(namespace.rates(), connection, operation));
    }

    private static boolean allows(Rates rates, Connection connection, Operation operation) {
        return !rates.bound(operation) || connection.limits().take(rates, operation, System.nanoTime());
    }

    private static void require(boolean left) {
        if (!left) {
            throw new ProtocolException(ErrorCode.RATE_LIMITED);
        }
    }
}
