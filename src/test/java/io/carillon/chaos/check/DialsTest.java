package io.carillon.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.chaos.check.Violation.Kind;
import org.junit.jupiter.api.Test;

/** How nodes seek a Redis that has gone. */
class DialsTest {
    private final Chronicle chronicle = new Chronicle();
    private final long begin = chronicle.now();

    @Test
    void a_node_that_dials_without_a_pause_is_a_storm() {
        dial(0, 61, begin, 1);

        assertThat(chronicle.judge().counts()).containsKey(Kind.STORM);
    }

    @Test
    void a_node_that_dials_now_and_then_is_none() {
        dial(0, 100, begin, 100);

        assertThat(chronicle.judge().violations()).isEmpty();
    }

    @Test
    void nodes_that_dial_in_step_are_a_storm() {
        outage();
        for (int node = 0; node < 3; node++) {
            dial(node, 10, begin + node, 900);
            dial(node, 10, begin + node, 900);
        }

        assertThat(chronicle.judge().counts()).containsKey(Kind.STORM);
    }

    @Test
    void nodes_that_do_not_are_none() {
        outage();
        for (int node = 0; node < 3; node++) {
            dial(node, 10, begin + 300L * node, 900);
            dial(node, 10, begin + 300L * node + 100, 900);
        }

        assertThat(chronicle.judge().violations()).isEmpty();
    }

    @Test
    void in_the_first_moments_everybody_is_in_step() {
        outage();
        for (int node = 0; node < 3; node++) {
            dial(node, 18, begin, 100);
        }

        assertThat(chronicle.judge().violations()).isEmpty();
    }

    private void outage() {
        chronicle.add(new Event.Struck(begin, "redis-kill", "", "012"));
        chronicle.add(new Event.Ready(begin + 500, 0, false));
        chronicle.add(new Event.Ready(begin + 500, 1, false));
        chronicle.add(new Event.Ready(begin + 500, 2, false));
        chronicle.add(new Event.Healed(begin + 10_000, "redis-kill"));
        for (int node = 0; node < 3; node++) {
            chronicle.add(new Event.Ready(begin + 10_100, node, true));
        }
    }

    private void dial(int node, int times, long from, long pace) {
        for (int i = 0; i < times; i++) {
            chronicle.add(new Event.Dialled(from + i * pace, node));
        }
    }
}
