package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HashSlotTest {
    @Test
    void aNameHasTheSlotThatRedisSays() {
        assertThat(HashSlot.of("123456789")).isEqualTo(0x31c3);
        assertThat(HashSlot.of("foo")).isEqualTo(12_182);
        assertThat(HashSlot.of("")).isZero();
    }

    @Test
    void onlyWhatStandsInTheFirstBracesCounts() {
        assertThat(HashSlot.of("history:{foo}:{bar}")).isEqualTo(HashSlot.of("foo"));
        assertThat(HashSlot.of("}a{foo}")).isEqualTo(HashSlot.of("foo"));
        assertThat(HashSlot.of("{}foo")).isNotEqualTo(HashSlot.of("foo")).isNotZero();
        assertThat(HashSlot.of("{foo")).isNotEqualTo(HashSlot.of("foo"));
    }
}
