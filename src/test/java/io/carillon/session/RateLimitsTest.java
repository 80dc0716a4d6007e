package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.Operation;
import io.carillon.config.RatesConfig;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RateLimitsTest {
    private static final long SECOND = 1_000_000_000L;
    private static final Rates RATES = new Rates(new RatesConfig(Map.of(Operation.PUBLISH, 3, Operation.HISTORY, 1)));
    private static final Rates OTHERS = new Rates(new RatesConfig(Map.of(Operation.PUBLISH, 1)));

    private final RateLimits limits = new RateLimits();

    @Test
    void whatIsNotConfiguredIsNotBound() {
        assertThat(RATES.bound(Operation.PUBLISH)).isTrue();
        assertThat(RATES.bound(Operation.SUBSCRIBE)).isFalse();
        assertThat(new Rates(RatesConfig.NONE).bound(Operation.PUBLISH)).isFalse();
    }

    @Test
    void asMuchAsOneSecondBringsMayComeAtOnce() {
        assertThat(taken(RATES, Operation.PUBLISH, 0, 10)).isEqualTo(3);
        assertThat(taken(RATES, Operation.PUBLISH, SECOND / 3, 10)).isEqualTo(1);
        assertThat(taken(RATES, Operation.PUBLISH, 60 * SECOND, 10)).isEqualTo(3);
    }

    @Test
    void eachOperationOfEachRateHasItsOwnLimit() {
        taken(RATES, Operation.PUBLISH, 0, 10);
        assertThat(taken(RATES, Operation.HISTORY, 0, 10)).isEqualTo(1);
        assertThat(taken(OTHERS, Operation.PUBLISH, 0, 10)).isEqualTo(1);
    }

    private int taken(Rates rates, Operation operation, long now, int attempts) {
        int taken = 0;
        for (int i = 0; i < attempts; i++) {
            taken += limits.take(rates, operation, now) ? 1 : 0;
        }
        return taken;
    }
}
