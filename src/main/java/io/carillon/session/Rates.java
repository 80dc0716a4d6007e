package io.carillon.session;

import io.carillon.config.Operation;
import io.carillon.config.RatesConfig;

/**
 * How often one connection may ask for what: in all, or in the channels of one namespace. As much as one second brings
 * may come at once.
 */
final class Rates {
    private static final int UNBOUNDED = 0;

    private final int[] perSecond = new int[Operation.values().length];

    Rates(RatesConfig config) {
        config.perSecond().forEach((operation, rate) -> perSecond[operation.ordinal()] = rate);
    }

    boolean bound(Operation operation) {
        return perSecond[operation.ordinal()] != UNBOUNDED;
    }

    /** For an operation that is bound. */
    RateLimit newLimit(Operation operation, long nowNanos) {
        int rate = perSecond[operation.ordinal()];
        return new RateLimit(rate, rate, nowNanos);
    }
}
