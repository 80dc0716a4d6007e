package io.carillon.ops.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.ops.api.Balance.Load;
import io.carillon.ops.api.Balance.Surplus;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BalanceTest {
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "'0 0 0', ''",
        "'7', ''",
        "'300 0 0', '200 0 0'",
        "'1000 1000 0', '333 333 0'",
        "'1 0 0', ''",
        "'2 0 0', '1 0 0'",
        "'105 100 95', ''",
        "'106 100 94', '6 0 0'",
        "'2000000000 2000000000 0', '666666666 666666666 0'",
        "'100 104 96', ''"
    })
    void who_is_above_the_average_by_more_than_a_twentieth_goes_down_to_it(String given, String expected) {
        List<Load> loads = new ArrayList<>();
        for (int connections : numbers(given)) {
            loads.add(new Load("n" + loads.size(), connections));
        }
        List<Surplus> surpluses = new ArrayList<>();
        int[] surplus = numbers(expected);
        for (int i = 0; i < surplus.length; i++) {
            if (surplus[i] > 0) {
                surpluses.add(new Surplus("n" + i, loads.get(i).connections(), surplus[i]));
            }
        }
        assertThat(Balance.surpluses(loads)).isEqualTo(surpluses);
    }

    @Test
    void a_surplus_is_a_part_of_what_the_node_has() {
        assertThat(new Surplus("n", 300, 200).part()).isBetween(0.66, 0.67);
    }

    private static int[] numbers(String text) {
        return text.isEmpty()
                ? new int[0]
                : List.of(text.split(" ")).stream().mapToInt(Integer::parseInt).toArray();
    }
}
