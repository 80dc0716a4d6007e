package io.carillon.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    private static final long START = -5_000_000_000L;

    private final Schedule schedule = new Schedule(Duration.ofSeconds(1), START);

    @ParameterizedTest
    @CsvSource({"PT30S,120", "PT1H,120", "PT1S,4", "PT0.25S,1", "PT0.1S,1", "PT0.001S,1"})
    void an_interval_is_cut_into_slices_of_about_a_quarter_second(Duration interval, int slices) {
        assertThat(new Schedule(interval, START).slices()).isEqualTo(slices);
    }

    @Test
    void the_slices_fill_the_interval() {
        assertThat(schedule.period().multipliedBy(schedule.slices())).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void nothing_is_due_before_a_slice_has_passed() {
        assertThat(advance(249)).isEmpty();
    }

    @Test
    void each_slice_is_told_once_per_interval_in_order() {
        List<Integer> told = new ArrayList<>();
        for (int millis = 0; millis <= 2_000; millis += 10) {
            told.addAll(advance(millis));
        }
        assertThat(told).containsExactly(0, 1, 2, 3, 0, 1, 2, 3);
    }

    @Test
    void a_late_timer_skips_no_slice() {
        advance(250);
        assertThat(advance(1_010)).containsExactly(1, 2, 3);
    }

    @Test
    void a_stall_longer_than_the_interval_tells_each_slice_only_once() {
        advance(500);
        assertThat(advance(3_600_250)).containsExactly(1, 2, 3, 0);
        assertThat(advance(3_600_500)).containsExactly(1);
    }

    private List<Integer> advance(long millis) {
        List<Integer> told = new ArrayList<>();
        schedule.advance(START + Duration.ofMillis(millis).toNanos(), told::add);
        return told;
    }
}
