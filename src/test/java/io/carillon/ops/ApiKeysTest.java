package io.carillon.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.config.ApiKey;
import io.carillon.config.ApiKey.Role;
import java.util.List;
import org.junit.jupiter.api.Test;

class ApiKeysTest {
    @Test
    void each_of_the_keys_opens_and_nothing_else_does() {
        ApiKeys keys = new ApiKeys(
                List.of(ApiKey.of("first"), new ApiKey(ApiKey.of("second").sha256(), Role.READ)));
        assertThat(keys.role("first")).contains(Role.ADMIN);
        assertThat(keys.role("second")).contains(Role.READ);
        for (String wrong : List.of("", "firs", "first ", "FIRST", "firstsecond", "third")) {
            assertThat(keys.role(wrong)).as(wrong).isEmpty();
        }
    }

    @Test
    void without_keys_none_opens() {
        assertThat(new ApiKeys(List.of()).none()).isTrue();
        assertThat(new ApiKeys(List.of()).role("")).isEmpty();
    }
}
