package io.carillon.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channel.Position;
import io.carillon.chaos.check.Violation.Kind;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What those hear who did not read for ten seconds, while every 100 ms something was published. */
class LeftoversTest {
    private static final long PAUSE = 10_000;
    private static final String FLOOD = "flood:a";

    private final Chronicle chronicle = new Chronicle();
    private final long begin = chronicle.now();

    @Test
    void who_gets_little_of_what_came_meanwhile_is_clean() {
        pauseThatMissesMuch();
        hear(1, 2, 3);
        drop(97);
        hear(98, 99, 100);

        assertClean();
    }

    @Test
    void a_node_that_keeps_all_of_it_hoards() {
        pauseThatMissesMuch();
        hear(LongStream.rangeClosed(1, 100).toArray());

        assertFound(Kind.HOARD);
    }

    @Test
    void what_is_recovered_is_not_kept() {
        pauseThatMissesMuch();
        chronicle.connected("s");
        chronicle.add(new Event.Subscribed(chronicle.now(), "s", FLOOD, at(100), at(0), true, ""));
        hear(LongStream.rangeClosed(1, 100).toArray());

        assertClean();
    }

    @Test
    void messages_that_are_left_out_without_a_word_are_a_gap() {
        pauseThatMissesMuch();
        hear(1, 2, 99, 100);

        assertFound(Kind.GAP);
    }

    @Test
    void messages_that_change_places_when_others_are_left_out_are_out_of_order() {
        pauseThatMissesMuch();
        hear(1, 2);
        drop(0);
        hear(1);

        assertFound(Kind.DISORDER);
    }

    @Test
    void who_is_behind_there_may_not_be_closed_as_slow() {
        pauseThatMissesMuch();
        hear(1);
        chronicle.closed("s", 3008);

        assertFound(Kind.DISCONNECT);
    }

    @Test
    void who_does_not_read_there_may_not_be_closed_as_slow() {
        pauseThatMissesMuch();
        chronicle.closed("s", 3008);

        assertFound(Kind.DISCONNECT);
    }

    private void pauseThatMissesMuch() {
        chronicle.add(new Event.Subscribed(chronicle.now(), "s", FLOOD, at(0), null, null, ""));
        chronicle.add(new Event.Paused(begin, "s", PAUSE));
        for (long number = 1; number <= 100; number++) {
            chronicle.add(new Event.Accepted(sent(number), "p", 0, FLOOD, number, at(number), 5, false));
        }
        chronicle.later(PAUSE);
    }

    private long sent(long number) {
        return begin + number * PAUSE / 100 - 1;
    }

    private Position at(long offset) {
        return new Position("e", offset, sent(offset));
    }

    private void hear(long... numbers) {
        for (long number : numbers) {
            chronicle.add(new Event.Heard(chronicle.now(), "s", FLOOD, at(number), sent(number), "p", number, number));
        }
    }

    private void drop(long last) {
        chronicle.add(new Event.Reset(chronicle.now(), "s", FLOOD, at(last), "dropped"));
    }

    private void assertClean() {
        assertThat(chronicle.judge().violations()).isEmpty();
    }

    private void assertFound(Kind kind) {
        assertThat(chronicle.judge().counts()).containsKey(kind);
    }
}
