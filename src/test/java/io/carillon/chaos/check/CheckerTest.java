package io.carillon.chaos.check;

import static io.carillon.chaos.check.Chronicle.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channel.Position;
import io.carillon.chaos.check.Violation.Kind;
import org.junit.jupiter.api.Test;

/** What is heard on channels with a history: each violation is found, and what only looks like one is not. */
class CheckerTest {
    private static final Position START = at("e", 0, 0);
    private static final Position ONE = at("e", 1, 101);
    private static final Position TWO = at("e", 2, 102);
    private static final Position THREE = at("e", 3, 103);

    private final Chronicle chronicle = new Chronicle();

    @Test
    void messages_in_order_are_clean() {
        chronicle.subscribed("s", START).accepted("p", 1, ONE).heard("s", "p", 1, ONE);
        chronicle.accepted("p", 2, TWO).heard("s", "p", 2, TWO);

        assertClean();
    }

    @Test
    void a_recovery_that_brings_everything_is_clean() {
        chronicle.subscribed("s", START).heard("s", "p", 1, ONE).connected("s");
        chronicle.accepted("p", 2, TWO).recovered("s", ONE, THREE);
        chronicle.heard("s", "p", 2, TWO).heard("s", "p", 3, THREE);

        assertClean();
    }

    @Test
    void a_message_that_was_left_out_is_a_gap() {
        chronicle.subscribed("s", START).heard("s", "p", 1, ONE).heard("s", "p", 3, THREE);

        assertFound(Kind.GAP);
    }

    @Test
    void a_message_that_comes_again_is_a_repeat() {
        chronicle.subscribed("s", START).heard("s", "p", 1, ONE).connected("s");
        chronicle.recovered("s", ONE, ONE).heard("s", "p", 1, ONE);

        assertFound(Kind.REPEAT);
    }

    @Test
    void one_message_stored_twice_is_out_of_order_and_double() {
        chronicle.subscribed("s", START).heard("s", "p", 1, ONE).heard("s", "p", 1, TWO);

        assertFound(Kind.DISORDER);
        assertFound(Kind.DOUBLE);
    }

    @Test
    void an_author_whose_messages_change_places_is_out_of_order() {
        chronicle.subscribed("s", START).heard("s", "p", 2, ONE).heard("s", "p", 1, TWO);

        assertFound(Kind.DISORDER);
    }

    @Test
    void different_messages_at_one_position_diverge() {
        chronicle.subscribed("s", START).heard("s", "p", 1, ONE);
        chronicle.subscribed("t", START).heard("t", "q", 7, ONE);

        assertFound(Kind.DIVERGENCE);
    }

    @Test
    void different_bytes_of_one_message_diverge() {
        chronicle.subscribed("s", START).heard("s", "p", 1, ONE);
        chronicle.subscribed("t", START).heardOther("t", "p", 1, ONE);

        assertFound(Kind.DIVERGENCE);
    }

    @Test
    void another_message_than_was_accepted_at_its_position_diverges() {
        chronicle.subscribed("s", START).accepted("q", 1, ONE).heard("s", "p", 1, ONE);

        assertFound(Kind.DIVERGENCE);
    }

    @Test
    void an_accepted_message_whose_place_another_has_is_lost() {
        chronicle.subscribed("s", START).accepted("q", 1, at("e", 1, 99)).heard("s", "p", 1, ONE);

        assertFound(Kind.LOSS);
    }

    @Test
    void an_accepted_message_that_has_not_come_when_all_is_over_is_lost() {
        chronicle.subscribed("s", START).heard("s", "p", 1, ONE).accepted("p", 2, TWO);

        assertFound(Kind.LOSS);
    }

    @Test
    void an_accepted_message_that_nobody_ever_heard_is_lost() {
        chronicle
                .subscribed("s", START)
                .accepted("p", 1, at("made up", 1, chronicle.now()))
                .accepted("p", 2, ONE);
        chronicle.heard("s", "p", 2, ONE);

        assertFound(Kind.LOSS);
    }

    @Test
    void what_was_accepted_before_anyone_listened_need_not_be_heard() {
        chronicle.accepted("p", 1, ONE).subscribed("s", ONE);

        assertClean();
    }

    @Test
    void who_is_left_in_an_old_history_has_lost_the_new_one() {
        chronicle.subscribed("s", START).heard("s", "p", 1, ONE).erased(chronicle.now());
        chronicle.accepted("p", 2, at("f", 1, 201));

        assertFound(Kind.LOSS);
    }

    @Test
    void who_is_told_of_a_new_history_has_lost_nothing() {
        Position unheard = at("e", 2, chronicle.now());
        chronicle.subscribed("s", START).heard("s", "p", 1, ONE).accepted("p", 2, unheard);
        chronicle.erased(chronicle.now()).reset("s", at("f", 0, 0), "epoch");
        chronicle.accepted("p", 3, at("f", 1, 201)).heard("s", "p", 3, at("f", 1, 201));

        assertClean();
    }

    @Test
    void what_a_failover_has_erased_is_not_held_against_those_who_are_told() {
        Position first = at("e", 1, chronicle.now());
        Position lost = at("e", 2, chronicle.now() + 40);
        chronicle.subscribed("s", START).heard("s", "p", 1, first);
        long snapshot = chronicle.now();
        chronicle.accepted("p", 2, lost).heard("s", "p", 2, lost).erased(snapshot);
        Position next = at("e", 2, chronicle.now());
        chronicle.reset("s", first, "fenced").accepted("q", 1, next).heard("s", "q", 1, next);

        assertClean();
    }

    @Test
    void to_go_on_after_an_erased_entry_is_a_splice() {
        Position first = at("e", 1, chronicle.now());
        Position lost = at("e", 2, chronicle.now() + 40);
        chronicle
                .subscribed("s", START)
                .subscribed("t", START)
                .heard("s", "p", 1, first)
                .heard("t", "p", 1, first);
        long snapshot = chronicle.now();
        chronicle.heard("s", "p", 2, lost).erased(snapshot);
        Position second = at("e", 2, chronicle.now());
        Position third = at("e", 3, chronicle.now() + 10);
        chronicle.connected("s").heard("t", "q", 1, second).recovered("s", lost, third);
        chronicle.heard("s", "q", 2, third).heard("t", "q", 2, third);

        assertFound(Kind.SPLICE);
    }

    @Test
    void the_same_key_at_two_positions_is_double() {
        chronicle.subscribed("s", START).accepted("p", 1, ONE).repeated("p", 1, TWO);
        chronicle.heard("s", "p", 1, ONE).heard("s", "p", 1, TWO);

        assertFound(Kind.DOUBLE);
    }

    @Test
    void the_same_key_at_the_same_position_is_clean() {
        chronicle
                .subscribed("s", START)
                .accepted("p", 1, ONE)
                .repeated("p", 1, ONE)
                .heard("s", "p", 1, ONE);

        assertClean();
    }

    @Test
    void a_message_before_its_answer_is_early() {
        chronicle.subscribed("s", START).heard("s", "p", 1, ONE).connected("s");
        chronicle.heard("s", "p", 2, TWO).recovered("s", TWO, TWO);

        assertFound(Kind.EARLY);
    }

    @Test
    void a_recovery_into_another_history_is_unproven() {
        chronicle.subscribed("s", START).heard("s", "p", 1, ONE).connected("s").recovered("s", ONE, at("f", 4, 104));

        assertFound(Kind.UNPROVEN);
    }

    @Test
    void a_recovery_to_another_entry_at_the_same_offset_is_unproven() {
        chronicle.subscribed("s", START).heard("s", "p", 1, ONE).connected("s").recovered("s", ONE, at("e", 1, 105));

        assertFound(Kind.UNPROVEN);
    }

    @Test
    void a_reset_when_nothing_was_erased_is_unfounded() {
        chronicle.subscribed("s", START).heard("s", "p", 1, ONE).reset("s", ONE, "expired");

        assertFound(Kind.UNFOUNDED);
    }

    @Test
    void a_refused_recovery_when_nothing_was_erased_is_unfounded() {
        chronicle.subscribed("s", START).heard("s", "p", 1, ONE).connected("s").unrecovered("s", ONE, ONE, "epoch");

        assertFound(Kind.UNFOUNDED);
    }

    @Test
    void an_answer_without_a_position_is_unplaced() {
        chronicle.subscribed("s", START).heard("s", "p", 1, ONE).accepted("p", 1, null);

        assertFound(Kind.UNPLACED);
    }

    private void assertClean() {
        assertThat(chronicle.judge().violations()).isEmpty();
    }

    private void assertFound(Kind kind) {
        assertThat(chronicle.judge().counts()).containsKey(kind);
    }
}
