package io.carillon.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelPatternTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat:1      | chat:1      | true",
                "chat:1      | chat:10     | false",
                "chat:1      | Chat:1      | false",
                "*           | a           | true",
                "*           | a:b:c       | true",
                "**          | a           | true",
                "chat:*      | chat:       | true",
                "chat:*      | chat:a:b    | true",
                "chat:*      | chat        | false",
                "chat:*      | xchat:a     | false",
                "*:log       | a:b:log     | true",
                "*:log       | log         | false",
                "a*a         | a           | false",
                "a*a         | aa          | true",
                "ab*ba       | aba         | false",
                "a*b*c       | abc         | true",
                "a*b*c       | axxbyyc     | true",
                "a*b*c       | acb         | false",
                "a*bc*bc     | abc         | false",
                "a*bc*bc     | abcbc       | true",
                "*a*         | bab         | true",
                "*a*         | bbb         | false",
                "a.c         | abc         | false",
                "a[b]        | ab          | false",
                "a?          | ab          | false"
            })
    void matches(String pattern, String name, boolean expected) {
        assertThat(ChannelPattern.matches(pattern, name)).isEqualTo(expected);
    }

    @Test
    void anEmptyPatternMatchesNoChannel() {
        assertThat(ChannelPattern.matches("", "a")).isFalse();
    }

    @Test
    void agreesWithADefinitionByCasesOnManySmallTexts() {
        Random random = new Random(20_260_101);
        for (int i = 0; i < 200_000; i++) {
            String pattern = text(random, "ab:**", random.nextInt(9));
            String name = text(random, "ab:", random.nextInt(12));
            assertThat(ChannelPattern.matches(pattern, name))
                    .as("%s against %s", pattern, name)
                    .isEqualTo(byDefinition(pattern, name));
        }
    }

    @Test
    void patternsThatMakeOthersBacktrackEndAtOnce() {
        String name = "a".repeat(255);
        assertThat(ChannelPattern.matches("*a".repeat(127) + "b", name)).isFalse();
        assertThat(ChannelPattern.matches("*a".repeat(127) + "*", name)).isTrue();
        assertThat(ChannelPattern.matches("*" + "a".repeat(100) + "b*", name)).isFalse();
    }

    private static boolean byDefinition(String pattern, String name) {
        if (pattern.isEmpty()) {
            return name.isEmpty();
        }
        if (pattern.charAt(0) == '*') {
            return byDefinition(pattern.substring(1), name)
                    || !name.isEmpty() && byDefinition(pattern, name.substring(1));
        }
        return !name.isEmpty()
                && pattern.charAt(0) == name.charAt(0)
                && byDefinition(pattern.substring(1), name.substring(1));
    }

    private static String text(Random random, String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }
}
