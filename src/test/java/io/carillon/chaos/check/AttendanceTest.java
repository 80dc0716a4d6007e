package io.carillon.chaos.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.chaos.check.Violation.Kind;
import org.junit.jupiter.api.Test;

/** What is said of the members of a channel. An observer is there from the beginning to the end. */
class AttendanceTest {
    private static final String CHANNEL = "crowd:a";

    private final Chronicle chronicle = new Chronicle();

    @Test
    void a_member_that_comes_back_within_the_grace_is_clean_when_nobody_hears_of_it() {
        comeAndGo(2_000);
        end("o1,m2");

        assertClean();
    }

    @Test
    void to_tell_of_its_end_is_a_flap() {
        comeAndGo(2_000);
        chronicle.add(new Event.Left(chronicle.now(), "o", CHANNEL, "m1"));
        end("o1,m2");

        assertFound(Kind.FLAP);
    }

    @Test
    void to_tell_of_its_return_is_a_flap() {
        comeAndGo(2_000);
        chronicle.add(new Event.Joined(chronicle.now(), "o", CHANNEL, "m2"));
        end("o1,m2");

        assertFound(Kind.FLAP);
    }

    @Test
    void a_member_that_is_away_when_all_ends_is_clean() {
        enter("m", "m1");
        chronicle.later(4_000).add(new Event.Parted(chronicle.now(), "m"));
        chronicle.connected("m");

        assertClean();
    }

    @Test
    void one_that_is_away_for_longer_has_to_be_told_of() {
        comeAndGo(12_000);
        end("o1,m2");

        assertFound(Kind.UNTOLD);
    }

    @Test
    void when_all_is_told_it_is_clean() {
        enter("m", "m1");
        chronicle.later(4_000).add(new Event.Parted(chronicle.now(), "m"));
        chronicle.later(5_000).add(new Event.Left(chronicle.now(), "o", CHANNEL, "m1"));
        chronicle.later(6_000);
        enter("m", "m2");
        chronicle.add(new Event.Joined(chronicle.now(), "o", CHANNEL, "m2"));
        end("o1,m2");

        assertClean();
    }

    @Test
    void a_leave_that_is_told_twice_is_a_repeat() {
        enter("m", "m1");
        chronicle.add(new Event.Left(chronicle.now(), "o", CHANNEL, "m1"));
        chronicle.add(new Event.Left(chronicle.now(), "o", CHANNEL, "m1"));

        assertFound(Kind.REPEAT);
    }

    @Test
    void the_members_of_a_dead_node_leave_though_they_are_back_elsewhere() {
        enter("m", "m1");
        chronicle.later(4_000).add(new Event.Struck(chronicle.now(), "node-kill", "0", ""));
        die();
        end("o1,m2");

        assertFound(Kind.UNTOLD);
    }

    @Test
    void who_ended_long_ago_and_is_listed_is_a_ghost() {
        enter("m", "m1");
        chronicle.later(4_000).add(new Event.Parted(chronicle.now(), "m"));
        chronicle.add(new Event.Left(chronicle.now(), "o", CHANNEL, "m1"));
        end("o1,m1");

        assertFound(Kind.GHOST);
    }

    @Test
    void a_list_that_is_shorter_than_it_says_is_wrong() {
        enter("m", "m1");
        chronicle.add(new Event.Present(chronicle.now(), "o", CHANNEL, chronicle.now(), 2, "m1"));

        assertFound(Kind.GHOST);
    }

    @Test
    void a_list_that_lacks_somebody_for_ever_is_a_stall() {
        chronicle.add(new Event.Welcomed(chronicle.now(), "o", 1, "o1"));
        enter("m", "m1");
        list("m1");
        chronicle.struck("", "").healed();
        enter("n", "n1");
        chronicle.later(1_000);
        list("m1");
        chronicle.later(20_000);
        list("m1");

        assertFound(Kind.STALL);
    }

    private void enter(String who, String clientId) {
        chronicle.add(new Event.Welcomed(chronicle.now(), who, 0, clientId));
        chronicle.add(new Event.Subscribed(chronicle.now(), who, CHANNEL, null, null, null, ""));
    }

    private void comeAndGo(long away) {
        enter("m", "m1");
        chronicle.later(4_000).add(new Event.Parted(chronicle.now(), "m"));
        chronicle.later(away);
        enter("m", "m2");
    }

    private void die() {
        chronicle.add(new Event.Parted(chronicle.now(), "m"));
        chronicle.later(1_000);
        enter("m", "m2");
        chronicle.later(1_000).add(new Event.Healed(chronicle.now(), "node-kill"));
        list("o1,m2");
    }

    private void list(String members) {
        int count = members.split(",").length;
        chronicle.add(new Event.Present(chronicle.now(), "o", CHANNEL, chronicle.now() - 1, count, members));
    }

    private void end(String members) {
        chronicle.later(60_000);
        list(members);
    }

    private void assertClean() {
        assertThat(chronicle.judge().violations()).isEmpty();
    }

    private void assertFound(Kind kind) {
        assertThat(chronicle.judge().counts()).containsKey(kind);
    }
}
