package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitTest {
    private static final long SECOND = 1_000_000_000L;

    @ParameterizedTest
    @ValueSource(longs = {0, -5 * SECOND, 900_000_000_000_000_000L})
    void a_burst_passes_and_not_one_more_whenever_the_clock_began(long now) {
        RateLimit limit = new RateLimit(50, 100, now);
        assertThat(taken(limit, now, 200)).isEqualTo(100);
    }

    @Test
    void what_was_taken_comes_back_with_time_and_never_more_than_the_burst() {
        RateLimit limit = new RateLimit(50, 100, 0);
        taken(limit, 0, 100);
        assertThat(taken(limit, SECOND / 50 / 4, 10)).isZero();
        assertThat(taken(limit, SECOND / 50, 10)).isEqualTo(1);
        assertThat(taken(limit, SECOND, 100)).isEqualTo(49);
        assertThat(taken(limit, 1_000 * SECOND, 200)).isEqualTo(100);
    }

    @Test
    void refusals_cost_nothing() {
        RateLimit limit = new RateLimit(10, 1, 0);
        taken(limit, 0, 1_000);
        assertThat(limit.take(SECOND / 10)).isTrue();
    }

    @Test
    void in_the_long_run_the_rate_is_kept() {
        RateLimit limit = new RateLimit(50, 100, 0);
        int passed = 0;
        for (long now = 0; now < 100 * SECOND; now += SECOND / 1_000) {
            passed += limit.take(now) ? 1 : 0;
        }
        assertThat(passed).isBetween(100 + 4_999, 100 + 5_001);
    }

    @Test
    void the_hundredth_offence_within_ten_seconds_is_too_many() {
        Offences offences = new Offences();
        for (int i = 1; i < Offences.LIMIT; i++) {
            assertThat(offences.add(i)).isFalse();
        }
        assertThat(offences.add(10_000)).isTrue();
    }

    @Test
    void offences_are_forgotten_after_ten_seconds() {
        Offences offences = new Offences();
        for (int i = 1; i < Offences.LIMIT; i++) {
            offences.add(1);
        }
        assertThat(offences.add(10_001)).isFalse();
    }

    private static int taken(RateLimit limit, long now, int attempts) {
        int taken = 0;
        for (int i = 0; i < attempts; i++) {
            taken += limit.take(now) ? 1 : 0;
        }
        return taken;
    }
}
