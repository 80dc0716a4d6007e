package io.carillon.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WrongKeysTest {
    private static final String MALLORY = "10.0.0.66";
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    /** Any moment will do for the clock, also one at which it overflows. */
    private final long start = Long.MAX_VALUE - 30 * SECOND;

    private final WrongKeys wrongKeys = new WrongKeys();

    @Test
    void twenty_in_a_minute_are_borne_and_not_one_more_in_any_minute() {
        for (int i = 0; i < 20; i++) {
            assertThat(wrongKeys.secondsToWait(MALLORY, at(2 * i))).isZero();
            wrongKeys.wrong(MALLORY, at(2 * i));
        }
        assertThat(wrongKeys.secondsToWait(MALLORY, at(39))).isEqualTo(21);
        assertThat(wrongKeys.secondsToWait(MALLORY, at(60) - 1)).isEqualTo(1);
        assertThat(wrongKeys.secondsToWait(MALLORY, at(60))).isZero();
        wrongKeys.wrong(MALLORY, at(60));
        assertThat(wrongKeys.secondsToWait(MALLORY, at(60))).isEqualTo(2);
    }

    @Test
    void who_was_right_lately_is_remembered_for_ten_minutes() {
        assertThat(wrongKeys.wasRightLately(MALLORY, at(0))).isFalse();
        wrongKeys.wrong(MALLORY, at(0));
        assertThat(wrongKeys.wasRightLately(MALLORY, at(0))).isFalse();
        wrongKeys.right(MALLORY, at(1));
        assertThat(wrongKeys.wasRightLately(MALLORY, at(601) - 1)).isTrue();
        assertThat(wrongKeys.wasRightLately(MALLORY, at(601))).isFalse();
    }

    @Test
    void addresses_are_counted_apart_and_a_network_of_ipv6_is_one() {
        for (int i = 0; i < 20; i++) {
            wrongKeys.wrong("2001:db8:1:2:0:0:0:" + i, at(0));
            wrongKeys.wrong(MALLORY, at(0));
        }
        assertThat(wrongKeys.secondsToWait("2001:db8:1:2:3:4:5:6", at(0))).isPositive();
        assertThat(wrongKeys.secondsToWait("2001:db8:1:3:3:4:5:6", at(0))).isZero();
        assertThat(wrongKeys.secondsToWait("10.0.0.67", at(0))).isZero();
        assertThat(wrongKeys.secondsToWait("::ffff:10.0.0.67", at(0))).isZero();
    }

    @Test
    void the_table_is_bounded_and_forgets_who_was_quiet_longest() {
        for (int i = 0; i < 20; i++) {
            wrongKeys.wrong(MALLORY, at(0));
        }
        for (int i = 0; i < 3 * WrongKeys.MAX_ADDRESSES; i++) {
            wrongKeys.wrong("caller-" + i, at(0));
            assertThat(wrongKeys.secondsToWait(MALLORY, at(0))).isPositive();
        }
        assertThat(wrongKeys.size()).isEqualTo(WrongKeys.MAX_ADDRESSES);
    }

    private long at(int seconds) {
        return start + seconds * SECOND;
    }
}
