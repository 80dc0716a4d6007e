package io.carillon.broker.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ScriptTest {
    @Test
    void commentsAndIndentationStayAtHome() {
        assertThat(text(Script.of("x", "-- what\n\nif x then\n  return 1 -- one\nend\n")))
                .isEqualTo("if x then\nreturn 1 -- one\nend");
        assertThat(text(Script.named("publish"))).startsWith("local position").doesNotContain("--");
    }

    @Test
    void aScriptThatIsNotThereIsAnError() {
        assertThatIllegalArgumentException().isThrownBy(() -> Script.named("nothing"));
    }

    private static String text(Script script) {
        return new String(script.body(), StandardCharsets.UTF_8);
    }
}
