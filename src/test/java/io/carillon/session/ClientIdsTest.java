package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientIdsTest {
    private final ClientIds ids = new ClientIds("k3-");

    @Test
    void names_are_in_the_order_of_numbers() {
        List<String> names = LongStream.concat(LongStream.range(0, 50_000), LongStream.of(1L << 40, Long.MAX_VALUE))
                .mapToObj(ids::of)
                .toList();
        assertThat(names).isSorted().doesNotHaveDuplicates();
        assertThat(names).startsWith("k3-10", "k3-11").contains("k3-1z", "k3-210");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 35, 36, 1295, 1296, 123_456_789, Long.MAX_VALUE})
    void a_number_is_found_behind_its_name(long number) {
        assertThat(ids.number(ids.of(number))).isEqualTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "k3", "k3-", "k3-1", "k3-20", "k3-100", "k3-1Z", "k3-1-1", "k3-2+1", "k4-10", "x", "k3-1٣"})
    void what_is_no_name_has_no_number(String text) {
        assertThat(ids.number(text)).isEqualTo(ClientIds.NONE);
    }

    @ParameterizedTest
    @CsvSource({"'', 0", "k2-zzz, 0", "k3-, 0", "k3-10, 1", "k3-1z, 36", "k3-1zz, 36", "k3-21, 36", "k3-2ab, 372"})
    void the_first_behind_a_text_is_found(String text, long number) {
        assertThat(ids.firstBehind(text)).isEqualTo(number);
        assertThat(ids.of(number)).isGreaterThan(text);
    }

    @Test
    void nothing_is_behind_a_later_prefix() {
        assertThat(ids.firstBehind("k4-")).isEqualTo(Long.MAX_VALUE);
    }
}
