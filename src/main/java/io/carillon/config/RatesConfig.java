package io.carillon.config;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** @param perSecond requests of one connection, by operation; what is absent has no bound of its own */
public record RatesConfig(Map<Operation, Integer> perSecond) {
    public static final RatesConfig NONE = new RatesConfig(Map.of());

    private static final WholeNumber PER_SECOND = new WholeNumber(1, 1_000_000_000);

    public RatesConfig {
        perSecond = Map.copyOf(perSecond);
    }

    static RatesConfig from(Section in, Set<Operation> operations) {
        Map<Operation, Integer> rates = new EnumMap<>(Operation.class);
        for (Operation operation : operations) {
            in.find(operation.name().toLowerCase(Locale.ROOT), PER_SECOND)
                    .ifPresent(rate -> rates.put(operation, rate));
        }
        return new RatesConfig(rates);
    }
}
