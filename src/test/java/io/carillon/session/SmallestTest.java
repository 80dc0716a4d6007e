package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

class SmallestTest {
    private final Smallest<Integer> three = new Smallest<>(3, Comparator.naturalOrder());

    @Test
    void it_keeps_the_first_of_the_order_and_knows_that_there_were_more() {
        List.of(5, 9, 1).forEach(three::offer);
        assertThat(three.inOrder()).containsExactly(1, 5, 9);
        assertThat(three.isMore()).isFalse();
        List.of(12, 4, 7, 2).forEach(three::offer);
        assertThat(three.inOrder()).containsExactly(1, 2, 4);
        assertThat(three.isMore()).isTrue();
    }

    @Test
    void nothing_is_in_order_too() {
        assertThat(three.inOrder()).isEmpty();
        assertThat(three.isMore()).isFalse();
    }
}
