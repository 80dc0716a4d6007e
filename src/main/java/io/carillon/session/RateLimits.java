package io.carillon.session;

import io.carillon.config.Operation;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * What one connection has used up of the {@link Rates} that bind it. Exists only for connections that have done something
 * that is bound, and holds no more than what is configured.
 */
final class RateLimits {
    private final Map<Rates, RateLimit[]> byRates = new IdentityHashMap<>(2);

    /** @param operation one that the rates bind */
    boolean take(Rates rates, Operation operation, long nowNanos) {
        RateLimit[] limits = byRates.get(rates);
        if (limits == null) {
            limits = new RateLimit[Operation.values().length];
            byRates.put(rates, limits);
        }
        RateLimit limit = limits[operation.ordinal()];
        if (limit == null) {
            limit = rates.newLimit(operation, nowNanos);
            limits[operation.ordinal()] = limit;
        }
        return limit.take(nowNanos);
    }
}
