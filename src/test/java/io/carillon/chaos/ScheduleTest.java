package io.carillon.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    @Test
    void the_same_seed_draws_the_same_faults() {
        assertThat(names(new Schedule(3, BrokerMode.STANDALONE, List.of()), 50))
                .isEqualTo(names(new Schedule(3, BrokerMode.STANDALONE, List.of()), 50));
    }

    @Test
    void another_seed_draws_others() {
        assertThat(names(new Schedule(3, BrokerMode.STANDALONE, List.of()), 50))
                .isNotEqualTo(names(new Schedule(4, BrokerMode.STANDALONE, List.of()), 50));
    }

    @Test
    void every_kind_has_its_turn_before_one_comes_again() {
        List<String> kinds = new Repertoire(BrokerMode.STANDALONE).names();

        assertThat(names(new Schedule(5, BrokerMode.STANDALONE, List.of()), kinds.size()).stream()
                        .map(name -> name.split(":")[0]))
                .containsExactlyInAnyOrderElementsOf(kinds);
    }

    @Test
    void only_kinds_that_are_asked_for_are_drawn() {
        assertThat(names(new Schedule(6, BrokerMode.STANDALONE, List.of("flush")), 3))
                .containsOnly("flush: FLUSHALL");
    }

    @Test
    void a_kind_that_is_not_there_is_an_error() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Schedule(7, BrokerMode.STANDALONE, List.of("earthquake")).next());
    }

    private static List<String> names(Schedule schedule, int count) {
        return Stream.generate(schedule::next).limit(count).map(Fault::name).toList();
    }
}
