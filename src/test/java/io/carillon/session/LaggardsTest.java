package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LaggardsTest {
    private static final long BEGIN = 1_000_000;

    private final Bench bench = new Bench();
    private final Heard heard = new Heard();
    private final WebSocketHandler handler = new WebSocketHandler(bench.loop, false, socket -> heard);
    private final HandSocket socket = new HandSocket(bench.allocations, handler);

    @Test
    void whoever_makes_no_progress_in_time_has_stalled_and_is_told_once() {
        leaveUnsent(10);
        sweep(0, 4_999);
        assertThat(heard.events).containsExactly("open");
        sweep(5_000, 9_999, 20_000);
        assertThat(heard.events).containsExactly("open", "stalled");
    }

    @Test
    void a_byte_of_progress_is_enough() {
        leaveUnsent(10);
        for (int i = 0; i < 10; i++) {
            sweep(i * 4_000);
            socket.admit(1);
        }
        assertThat(heard.events).containsExactly("open");
        sweep(40_000, 45_000);
        assertThat(heard.events).containsExactly("open", "stalled");
    }

    @Test
    void more_that_is_written_is_no_progress() {
        leaveUnsent(10);
        sweep(0);
        leaveUnsent(3);
        sweep(4_999);
        leaveUnsent(3);
        sweep(5_000);
        assertThat(heard.events).containsExactly("open", "stalled");
    }

    @Test
    void whoever_has_sent_everything_is_watched_no_more_and_begins_anew() {
        leaveUnsent(10);
        sweep(0);
        socket.admit(Long.MAX_VALUE);
        bench.turns.endTurn();
        sweep(4_000);
        leaveUnsent(10);
        sweep(6_000, 10_999);
        assertThat(heard.events).containsExactly("open");
        sweep(11_000);
        assertThat(heard.events).containsExactly("open", "stalled");
    }

    @Test
    void whoever_keeps_up_is_never_watched() {
        handler.outbox().text("fast".getBytes(StandardCharsets.UTF_8));
        bench.turns.endTurn();
        sweep(0, 100_000);
        assertThat(heard.events).containsExactly("open");
    }

    @Test
    void time_in_which_nobody_was_served_is_not_the_reader_s() {
        leaveUnsent(10);
        sweep(0, 4_000);
        bench.loop.laggards().sweep(BEGIN + 14_000, true);
        sweep(18_999);
        assertThat(heard.events).containsExactly("open");
        sweep(19_000);
        assertThat(heard.events).containsExactly("open", "stalled");
    }

    private void leaveUnsent(int messages) {
        socket.admit(0);
        for (int i = 0; i < messages; i++) {
            handler.outbox().text("x".repeat(200).getBytes(StandardCharsets.UTF_8));
        }
        bench.turns.endTurn();
    }

    private void sweep(long... times) {
        for (long time : times) {
            bench.loop.laggards().sweep(BEGIN + time, false);
        }
    }
}
