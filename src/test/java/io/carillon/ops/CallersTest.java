package io.carillon.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallersTest {
    private final List<String> closed = new ArrayList<>();
    private final Callers<String> callers = new Callers<>(3, closed::add, closed::add);

    @Test
    void a_head_that_trickles_in_is_not_waited_for() {
        callers.come("slow", 0);
        callers.sweep(Callers.FIRST_HEAD - 1);
        assertThat(closed).isEmpty();
        callers.sweep(Callers.FIRST_HEAD);
        assertThat(closed).containsExactly("slow");
        callers.sweep(2 * Callers.FIRST_HEAD);
        assertThat(closed).containsExactly("slow");
    }

    @Test
    void a_call_has_a_time_of_its_own_and_the_next_head_too() {
        callers.come("a", 0);
        callers.calls("a", 5);
        callers.sweep(Callers.CALL + 4);
        callers.answered("a", Callers.CALL + 4);
        callers.sweep(Callers.CALL + 4 + Callers.NEXT_HEAD - 1);
        assertThat(closed).isEmpty();
        callers.sweep(Callers.CALL + 4 + Callers.NEXT_HEAD);
        assertThat(closed).containsExactly("a");
    }

    @Test
    void a_body_that_trickles_in_is_not_waited_for() {
        callers.come("slow", 0);
        callers.calls("slow", 5);
        callers.sweep(Callers.CALL + 5);
        assertThat(closed).containsExactly("slow");
    }

    @Test
    void when_all_places_are_taken_who_has_asked_nothing_for_longest_gives_way() {
        callers.come("first", 0);
        callers.come("second", 1);
        callers.come("third", 2);
        callers.calls("first", 3);
        callers.come("fourth", 4);
        assertThat(closed).containsExactly("second");
        callers.answered("first", 5);
        callers.come("fifth", 6);
        callers.come("sixth", 7);
        assertThat(closed).containsExactly("second", "third", "fourth");
        callers.come("seventh", 8);
        assertThat(closed).containsExactly("second", "third", "fourth", "first");
    }

    @Test
    void when_all_are_being_answered_the_newcomer_is_refused() {
        for (String caller : List.of("a", "b", "c")) {
            callers.come(caller, 0);
            callers.calls(caller, 0);
        }
        callers.come("d", 0);
        assertThat(closed).containsExactly("d");
        callers.gone("a");
        callers.come("e", 0);
        assertThat(closed).containsExactly("d");
    }

    @Test
    void who_is_gone_is_forgotten_whatever_is_still_under_way() {
        callers.come("a", 0);
        callers.gone("a");
        callers.calls("a", 1);
        callers.answered("a", 2);
        callers.sweep(Long.MAX_VALUE / 2);
        assertThat(closed).isEmpty();
    }
}
