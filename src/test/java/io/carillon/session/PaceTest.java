package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    private static final int STEPS_IN_A_SECOND = (int) (1_000 / Pace.STEP_MILLIS);

    @ParameterizedTest
    @CsvSource({"1000,10000,100", "1000,50000,20", "7,1000,7", "3,60000,1", "1,1,1", "100000,100000,1000", "10,2510,4"})
    void no_second_has_more_than_its_part_rounded_up(int crowd, long millis, int most) {
        Pace pace = Pace.over(crowd, Duration.ofMillis(millis));
        int steps = (int) pace.steps();
        for (int step = 1; step <= steps; step++) {
            int before = step <= STEPS_IN_A_SECOND ? 0 : pace.gone(step - STEPS_IN_A_SECOND);
            assertThat(pace.gone(step) - before).isLessThanOrEqualTo(most);
        }
        assertThat(pace.gone(steps)).isEqualTo(crowd);
    }

    @Test
    void it_is_even() {
        Pace pace = Pace.over(400, Duration.ofSeconds(10));
        for (int step = 1; step <= 200; step++) {
            assertThat(pace.gone(step)).isEqualTo(2 * step);
        }
        assertThat(pace.gone(Long.MAX_VALUE)).isEqualTo(400);
    }

    @Test
    void a_time_without_end_moves_nobody() {
        assertThat(Pace.over(400, Duration.ofMillis(Long.MAX_VALUE)).gone(1_000_000))
                .isZero();
    }

    @Test
    void without_any_time_all_go_at_once() {
        assertThat(Pace.over(5, Duration.ZERO).gone(1)).isEqualTo(5);
    }
}
