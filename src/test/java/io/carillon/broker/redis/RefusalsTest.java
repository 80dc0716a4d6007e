package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RefusalsTest {
    @Test
    void theOthersOfABatchHaveSucceeded() {
        Refusals refusals = Refusals.of(true, "ERR [1]MOVED 5 127.0.0.1:1\nERR [12]BUSY Redis is busy");
        assertThat(refusals.of(0)).isNull();
        assertThat(refusals.of(1)).isEqualTo("MOVED 5 127.0.0.1:1");
        assertThat(refusals.of(2)).isNull();
        assertThat(refusals.of(12)).isEqualTo("BUSY Redis is busy");
    }

    @Test
    void aTextThatNamesNoneIsAboutAll() {
        assertThat(Refusals.of(true, "LOADING").of(3)).isEqualTo("LOADING");
        assertThat(Refusals.of(false, "ERR [1]x").of(0)).isEqualTo("ERR [1]x");
    }

    @Test
    void aCodeIsKnownInsideTheWordsOfAnOlderRedis() {
        assertThat(new RefusedException("READONLY You can't write").is("READONLY"))
                .isTrue();
        assertThat(new RefusedException("ERR Error running script: @user_script:1: -READONLY You can't").is("READONLY"))
                .isTrue();
        assertThat(new RefusedException("ERR unknown").is("READONLY")).isFalse();
    }
}
