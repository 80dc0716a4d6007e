package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepliesTest {
    private final Bench bench = new Bench();
    private final WebSocketHandler handler = new WebSocketHandler(bench.loop, false, socket -> new Heard());
    private final HandSocket socket = new HandSocket(bench.allocations, handler);
    private final Replies replies = new Replies(handler.outbox());
    private final List<String> then = new ArrayList<>();

    @Test
    void what_is_known_at_once_passes_through() {
        now("a");
        now("b");
        assertThat(sent()).containsExactly("a", "b");
    }

    @Test
    void later_answers_wait_for_earlier_ones() {
        Replies.Place first = replies.later();
        now("b");
        Replies.Place third = replies.later();
        now("d");
        third.fill(utf8("c"), () -> then.add("c"));
        assertThat(sent()).isEmpty();
        assertThat(then).isEmpty();
        first.fill(utf8("a"), () -> then.add("a"));
        assertThat(sent()).containsExactly("a", "b", "c", "d");
        assertThat(then).containsExactly("a", "c");
        now("e");
        assertThat(sent()).containsExactly("e");
    }

    @Test
    void what_follows_an_answer_is_done_before_the_next_is_sent() {
        Replies.Place first = replies.later();
        now("after");
        first.fill(utf8("a"), () -> handler.outbox().text(utf8("in between")));
        assertThat(sent()).containsExactly("a", "in between", "after");
    }

    @Test
    void an_answer_that_another_brings_about_comes_behind_those_that_wait() {
        Replies.Place first = replies.later();
        Replies.Place second = replies.later();
        now("c");
        first.fill(utf8("a"), () -> now("d"));
        assertThat(sent()).containsExactly("a");
        second.fill(utf8("b"), () -> now("e"));
        assertThat(sent()).containsExactly("b", "c", "d", "e");
        now("f");
        assertThat(sent()).containsExactly("f");
    }

    @Test
    void an_answer_that_the_last_one_brings_about_follows_it() {
        Replies.Place only = replies.later();
        only.fill(utf8("a"), () -> now("b"));
        assertThat(sent()).containsExactly("a", "b");
        now("c");
        assertThat(sent()).containsExactly("c");
    }

    @Test
    void a_request_that_wants_no_answer_keeps_its_place_all_the_same() {
        Replies.Place silent = replies.later();
        now("b");
        assertThat(sent()).isEmpty();
        silent.fill(null);
        assertThat(sent()).containsExactly("b");
    }

    private void now(String text) {
        replies.now(utf8(text));
    }

    private List<String> sent() {
        bench.turns.endTurn();
        return socket.texts();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
