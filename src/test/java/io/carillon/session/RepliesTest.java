package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channel.ChannelName;
import io.carillon.protocol.ClientFrame.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RepliesTest {
    private static final ChannelName A = new ChannelName("a");
    private static final int MOST = 1_000;

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
        Replies.Place first = later();
        now("b");
        Replies.Place third = later();
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
        Replies.Place first = later();
        now("after");
        first.fill(utf8("a"), () -> handler.outbox().text(utf8("in between")));
        assertThat(sent()).containsExactly("a", "in between", "after");
    }

    @Test
    void an_answer_that_another_brings_about_comes_behind_those_that_wait() {
        Replies.Place first = later();
        Replies.Place second = later();
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
        Replies.Place only = later();
        only.fill(utf8("a"), () -> now("b"));
        assertThat(sent()).containsExactly("a", "b");
        now("c");
        assertThat(sent()).containsExactly("c");
    }

    @Test
    void a_request_that_wants_no_answer_keeps_its_place_all_the_same() {
        Replies.Place silent = later();
        now("b");
        assertThat(sent()).isEmpty();
        silent.fill(null);
        assertThat(sent()).containsExactly("b");
    }

    @ParameterizedTest
    @CsvSource({
        "PUBLISH, a, PUBLISH, a, false",
        "PUBLISH, a, PUBLISH, b, false",
        "PUBLISH, a, HISTORY, a, true",
        "PUBLISH, a, HISTORY, b, false",
        "PUBLISH, a, SUBSCRIBE, a, true",
        "PUBLISH, a, UNSUBSCRIBE, a, true",
        "PUBLISH, a, REFRESH, , true",
        "SUBSCRIBE, a, REFRESH, , false",
        "PUBLISH, a, PING, , false",
        "SUBSCRIBE, a, PUBLISH, a, true",
        "SUBSCRIBE, a, PUBLISH, b, false",
        "SUBSCRIBE, a, SUBSCRIBE, a, true",
        "SUBSCRIBE, a, SUBSCRIBE, b, false",
        "SUBSCRIBE, a, UNSUBSCRIBE, a, true",
        "SUBSCRIBE, a, PRESENCE, a, true",
        "SUBSCRIBE, a, HISTORY, b, false",
        "SUBSCRIBE, a, PING, , false",
        "HISTORY, a, PUBLISH, a, true",
        "HISTORY, a, PUBLISH, b, false",
        "HISTORY, a, HISTORY, b, true",
        "HISTORY, a, PRESENCE, b, true",
        "PRESENCE, a, SUBSCRIBE, a, true",
        "REFRESH, , SUBSCRIBE, a, true",
        "REFRESH, , PUBLISH, a, true",
        "REFRESH, , REFRESH, , true",
        "REFRESH, , PING, , true",
        "REFRESH, , UNKNOWN, , true"
    })
    void aRequestWaitsForThoseThatItsEffectDependsOn(
            Type earlier, String where, Type later, String there, boolean waits) {
        Replies.Place place = replies.later(earlier, channel(where));
        assertThat(replies.delay(later, channel(there), MOST)).isEqualTo(waits);
        place.fill(null);
        assertThat(replies.isFree(later, MOST)).isTrue();
        assertThat(replies.delay(later, channel(there), MOST)).isFalse();
    }

    @Test
    void publishesAloneDelayNoPublishUntilTooMuchIsHeld() {
        Replies.Place first = replies.later(Type.PUBLISH, A, 600);
        assertThat(replies.isFree(Type.PUBLISH, MOST)).isTrue();
        Replies.Place second = replies.later(Type.PUBLISH, A, 600);
        assertThat(replies.isFree(Type.PUBLISH, MOST)).isFalse();
        assertThat(replies.delay(Type.PUBLISH, A, MOST)).isTrue();
        first.fill(null);
        assertThat(replies.isFree(Type.PUBLISH, MOST)).isTrue();
        second.fill(null);
    }

    @Test
    void anAnswerThatCannotBeSentYetCountsWithAllItsBytes() {
        Replies.Place first = replies.later(Type.SUBSCRIBE, A);
        Replies.Place page = replies.later(Type.HISTORY, new ChannelName("b"));
        assertThat(replies.delay(Type.PING, null, MOST)).isFalse();
        page.fill(new byte[MOST]);
        assertThat(replies.delay(Type.PING, null, MOST)).isTrue();
        replies.whenAnswered(() -> then.add("answered"));
        first.fill(utf8("a"), () -> then.add("first"));
        assertThat(then).containsExactly("first", "answered");
        assertThat(replies.delay(Type.PING, null, MOST)).isFalse();
    }

    private Replies.Place later() {
        return replies.later(Type.PUBLISH, A);
    }

    private static ChannelName channel(String name) {
        return name == null ? null : new ChannelName(name);
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
