package io.carillon.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channel.Attendance;
import io.carillon.channel.ChannelName;
import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

class QuestionsTest {
    private static final ChannelName A = new ChannelName("a");
    private static final Attendance FIRST = new Attendance(1, 1, new byte[0]);
    private static final Attendance SECOND = new Attendance(2, 2, new byte[0]);

    private final FakePresenceStore store = new FakePresenceStore();
    private final Questions questions = new Questions(store);

    @Test
    void all_who_ask_while_a_reading_is_under_way_share_the_next_one() {
        Future<Attendance> first = questions.ask(A);
        Future<Attendance> second = questions.ask(A);
        Future<Attendance> third = questions.ask(A);
        assertThat(store.readings).hasSize(1);
        store.readings.get(0).complete(FIRST);
        assertThat(first.result()).isSameAs(FIRST);
        assertThat(second.isComplete()).isFalse();
        assertThat(store.readings).hasSize(2);
        store.readings.get(1).complete(SECOND);
        assertThat(second.result()).isSameAs(SECOND);
        assertThat(third.result()).isSameAs(SECOND);
        questions.ask(A);
        assertThat(store.readings).hasSize(3);
    }

    @Test
    void channels_do_not_wait_for_each_other() {
        questions.ask(A);
        questions.ask(new ChannelName("b"));
        assertThat(store.readings).hasSize(2);
    }

    @Test
    void a_reading_that_fails_fails_those_who_share_it_and_nobody_else() {
        Future<Attendance> first = questions.ask(A);
        Future<Attendance> second = questions.ask(A);
        store.readings.get(0).fail(new BrokerUnavailableException("away"));
        assertThat(first.cause()).isInstanceOf(BrokerUnavailableException.class);
        store.readings.get(1).complete(SECOND);
        assertThat(second.result()).isSameAs(SECOND);
    }
}
