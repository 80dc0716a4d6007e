package io.carillon.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({"0s, 0", "0ms, 0", "500ms, 500", "1500ms, 1500", "30s, 30000", "05m, 300000", "24h, 86400000"})
    void aNumberAndAUnitAreADuration(String text, long millis) {
        assertThat(DurationText.parse(text)).contains(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "s", "1 s", " 1s", "1s ", "-1s", "+1s", "1.5s", "1S", "1d", "1m30s", "9999999999999s"})
    void everythingElseIsNone(String text) {
        assertThat(DurationText.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0s, 0", "500ms, 500", "1500ms, 1500", "1s, 1000", "90s, 90000", "1m, 60000", "24h, 86400000"})
    void durationsAreWrittenInTheLargestUnit(String text, long millis) {
        assertThat(DurationText.of(Duration.ofMillis(millis))).isEqualTo(text);
    }
}
