package io.carillon.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.carillon.channel.Position;
import org.junit.jupiter.api.Test;

class NotationTest {
    private final Notation notation = new Notation();

    @Test
    void an_event_is_read_as_it_was_written() {
        assertSame(new Event.Subscribed(
                1, "s", "long:a", new Position("e", 3, 5), new Position("e", 2, 4), true, "because"));
        assertSame(new Event.Subscribed(1, "s", "live:a", null, null, null, ""));
        assertSame(new Event.Accepted(1, "p", 2, "long:a", 7, new Position("e", 3, 5), 9, false));
        assertSame(new Event.Struck(1, "all of it", "", "012"));
    }

    @Test
    void a_line_that_was_cut_is_no_event() {
        String line = notation.write(new Event.Closed(1, "s", 0, 1001));

        assertThatIllegalArgumentException().isThrownBy(() -> notation.read(line.substring(0, line.lastIndexOf('\t'))));
    }

    private void assertSame(Event event) {
        assertThat(notation.read(notation.write(event))).isEqualTo(event);
    }
}
