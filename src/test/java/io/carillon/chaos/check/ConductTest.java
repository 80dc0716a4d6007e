package io.carillon.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.chaos.check.Violation.Kind;
import org.junit.jupiter.api.Test;

/** What is asked of nodes beside the messages of histories: answers, connections, readiness, going on, not growing. */
class ConductTest {
    private final Chronicle chronicle = new Chronicle();

    @Test
    void a_channel_without_history_may_lose_messages() {
        chronicle
                .listening("s")
                .heardLive("s", "p.1", 1, 0)
                .heardLive("s", "p.1", 4, 0)
                .heardLive("s", "p.2", 5, 0);

        assertClean();
    }

    @Test
    void a_channel_without_history_may_not_repeat_a_message() {
        chronicle.listening("s").heardLive("s", "p.1", 1, 0).heardLive("s", "p.1", 1, 0);

        assertFound(Kind.DISORDER);
    }

    @Test
    void a_refusal_with_503_is_clean() {
        chronicle.refused(503);

        assertClean();
    }

    @Test
    void another_refusal_is_not() {
        chronicle.refused(500);

        assertFound(Kind.REFUSAL);
    }

    @Test
    void an_answer_after_three_seconds_is_late() {
        chronicle.answered(3_000);

        assertFound(Kind.LATE);
    }

    @Test
    void an_answer_of_a_node_that_was_stopped_may_be_late() {
        chronicle.struck("0", "").later(3_000).healed().answered(3_000);

        assertClean();
    }

    @Test
    void a_connection_without_a_sound_is_late() {
        chronicle.add(new Event.Silent(chronicle.now(), "s", 0, 6_000));

        assertFound(Kind.LATE);
    }

    @Test
    void a_connection_that_is_closed_in_the_trouble_of_the_broker_is_a_disconnect() {
        chronicle.struck("", "012").closed("s", 1006).healed();

        assertFound(Kind.DISCONNECT);
    }

    @Test
    void a_connection_may_be_closed_when_its_node_was_killed() {
        chronicle.struck("0", "").closed("s", 1006).healed();

        assertClean();
    }

    @Test
    void one_who_does_not_read_may_be_closed_as_slow() {
        chronicle
                .add(new Event.Paused(chronicle.now(), "s", 5_000))
                .later(5_000)
                .closed("s", 3008);

        assertClean();
    }

    @Test
    void one_who_reads_may_not_be_closed_as_slow() {
        chronicle.closed("s", 3008);

        assertFound(Kind.DISCONNECT);
    }

    @Test
    void one_who_is_behind_may_be_closed_as_slow() {
        chronicle.listening("s").heardLive("s", "p.1", 1, chronicle.now() - 1_500);
        chronicle.later(1_500).closed("s", 3008);

        assertClean();
    }

    @Test
    void one_who_is_hardly_behind_or_was_long_ago_may_not_be_closed_as_slow() {
        chronicle.listening("s").heardLive("s", "p.1", 1, chronicle.now() - 1_500);
        chronicle.later(3_000).heardLive("s", "p.1", 2, chronicle.now() - 900);
        chronicle.closed("s", 3008);

        assertFound(Kind.DISCONNECT);
    }

    @Test
    void one_who_is_behind_may_not_be_cut_off() {
        chronicle.listening("s").heardLive("s", "p.1", 1, chronicle.now() - 1_500);
        chronicle.closed("s", 1006);

        assertFound(Kind.DISCONNECT);
    }

    @Test
    void one_who_does_not_go_on_after_a_fault_is_a_stall() {
        chronicle.listening("s").heardLive("s", "p.1", 1, chronicle.now());
        chronicle.struck("", "").healed().later(20_000).refused(503);

        assertFound(Kind.STALL);
    }

    @Test
    void one_who_goes_on_too_late_is_a_stall() {
        chronicle.listening("s").heardLive("s", "p.1", 1, chronicle.now());
        chronicle.struck("", "").healed().later(11_000).heardLive("s", "p.1", 2, chronicle.now());

        assertFound(Kind.STALL);
    }

    @Test
    void one_who_hears_old_messages_only_does_not_go_on() {
        chronicle.listening("s").heardLive("s", "p.1", 1, chronicle.now());
        long before = chronicle.now();
        chronicle
                .struck("", "")
                .healed()
                .heardLive("s", "p.1", 2, before)
                .later(20_000)
                .refused(503);

        assertFound(Kind.STALL);
    }

    @Test
    void one_who_goes_on_soon_is_clean() {
        chronicle.listening("s").heardLive("s", "p.1", 1, chronicle.now());
        chronicle
                .struck("", "")
                .healed()
                .heardLive("s", "p.1", 2, chronicle.now())
                .later(20_000)
                .refused(503);

        assertClean();
    }

    @Test
    void a_publisher_that_is_refused_for_ever_is_a_stall() {
        chronicle.answered(5).struck("", "").healed().later(20_000).refused(503);

        assertFound(Kind.STALL);
    }

    @Test
    void one_who_is_not_subscribed_at_the_end_is_a_stall() {
        chronicle.listening("s").connected("s");

        assertFound(Kind.STALL);
    }

    @Test
    void a_node_that_stays_ready_without_a_broker_lies() {
        chronicle.struck("", "0").ready(true).later(8_000).healed().ready(true);

        assertFound(Kind.READINESS);
    }

    @Test
    void a_node_that_did_not_answer_once_and_is_ready_without_a_broker_lies() {
        chronicle
                .struck("", "0")
                .later(1_000)
                .ready(false)
                .later(7_000)
                .ready(true)
                .later(1_000)
                .healed()
                .ready(true);

        assertFound(Kind.READINESS);
    }

    @Test
    void a_node_that_is_not_ready_again_is_found() {
        chronicle
                .struck("", "0")
                .later(1_000)
                .ready(false)
                .later(8_000)
                .healed()
                .ready(false);

        assertFound(Kind.READINESS);
    }

    @Test
    void a_node_that_says_how_it_is_is_clean() {
        chronicle
                .struck("", "0")
                .later(1_000)
                .ready(false)
                .later(8_000)
                .healed()
                .ready(true);

        assertClean();
    }

    @Test
    void what_has_grown_is_a_leak() {
        chronicle.add(new Event.Measured(chronicle.now(), "files", 10, 31, 30));

        assertFound(Kind.LEAK);
    }

    @Test
    void what_has_grown_a_little_is_none() {
        chronicle.add(new Event.Measured(chronicle.now(), "files", 10, 30, 30));

        assertClean();
    }

    @Test
    void a_node_that_is_not_there_is_absent() {
        chronicle.add(new Event.Absent(chronicle.now(), 0, "has ended by itself"));

        assertFound(Kind.ABSENT);
    }

    private void assertClean() {
        assertThat(chronicle.judge().violations()).isEmpty();
    }

    private void assertFound(Kind kind) {
        assertThat(chronicle.judge().counts()).containsKey(kind);
    }
}
