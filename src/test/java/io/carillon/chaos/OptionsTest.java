package io.carillon.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void what_is_printed_says_the_same_again() {
        Options options = parse("--seed", "7", "--minutes", "2.5", "--faults", "flush,leave");

        assertThat(parse(options.toString().strip().split(" "))).isEqualTo(options);
        assertThat(options.seed()).isEqualTo(7);
        assertThat(options.duration()).isEqualTo(Duration.ofSeconds(150));
        assertThat(options.faults()).isEqualTo(List.of("flush", "leave"));
    }

    @Test
    void each_form_of_redis_has_its_own_faults() {
        Options options = parse("--broker", "cluster", "--faults", "slot-move");

        assertThat(parse(options.toString().strip().split(" "))).isEqualTo(options);
        assertThat(options.broker()).isEqualTo(BrokerMode.CLUSTER);
        assertError("--faults", "slot-move");
        assertError("--broker", "mainframe");
        assertError("--broker", "cluster", "--mutants");
    }

    @Test
    void without_arguments_it_takes_ten_minutes() {
        assertThat(parse().duration()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void what_it_does_not_know_is_an_error() {
        assertError("--speed", "7");
        assertError("--seed");
        assertError("--seed", "x");
        assertError("--faults", "earthquake");
    }

    private static void assertError(String... words) {
        assertThatIllegalArgumentException().isThrownBy(() -> parse(words)).withMessageContaining("usage");
    }

    private static Options parse(String... words) {
        String[] arguments = new String[words.length + 1];
        arguments[0] = "/carillon.jar";
        System.arraycopy(words, 0, arguments, 1, words.length);
        return Options.parse(arguments);
    }
}
