package io.carillon.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.ApiKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiKeysTest {
    @Test
    void each_of_the_keys_opens_and_nothing_else_does() {
        ApiKeys keys = new ApiKeys(List.of(ApiKey.of("first"), ApiKey.of("second")));
        assertThat(keys.contains("first")).isTrue();
        assertThat(keys.contains("second")).isTrue();
        for (String wrong : List.of("", "firs", "first ", "FIRST", "firstsecond", "third")) {
            assertThat(keys.contains(wrong)).as(wrong).isFalse();
        }
    }

    @Test
    void without_keys_none_opens() {
        assertThat(new ApiKeys(List.of()).none()).isTrue();
        assertThat(new ApiKeys(List.of()).contains("")).isFalse();
    }
}
