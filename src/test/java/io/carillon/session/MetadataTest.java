package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetadataTest {
    @Test
    void it_begins_with_that_of_a_token() {
        Map<String, String> meta = Map.of("a", "{\"b\":[1,\"x\"]}", "c", "null", "d", "\"é\"");
        Metadata metadata = Metadata.of(meta);
        assertThat(metadata.values()).isEqualTo(meta);
        assertThat(metadata.bytes())
                .isEqualTo("{\"a\":{\"b\":[1,\"x\"]},\"c\":null,\"d\":\"é\"}".getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void a_change_makes_another_one() {
        Metadata none = Metadata.of(Map.of());
        Metadata some = none.with("a", "1.50").with("b", "[ ]");
        assertThat(none.values()).isEmpty();
        assertThat(none.bytes()).isEqualTo("{}".length());
        assertThat(some.with("a", "2").values()).containsEntry("a", "2").hasSize(2);
        assertThat(some.without("a").values()).containsExactly(Map.entry("b", "[ ]"));
        assertThat(some.values()).containsEntry("a", "1.50");
        assertThat(some.bytes()).isEqualTo("{\"a\":1.50,\"b\":[ ]}".length());
        assertThat(some.has("a")).isTrue();
        assertThat(some.has("c")).isFalse();
    }
}
