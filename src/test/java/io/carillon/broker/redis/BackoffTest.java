package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {
    @ParameterizedTest
    @CsvSource({
        "1, 0, 50",
        "1, 1, 100",
        "2, 0.5, 150",
        "20, 0, 1000",
        "20, 1, 2000",
        "21, 1, 2000",
        "2147483647, 1, 2000"
    })
    void growsByStepsToItsLimitAndIsSpreadOverHalf(int failures, double jitter, long millis) {
        assertThat(Backoff.delay(failures, jitter)).isEqualTo(millis);
    }
}
