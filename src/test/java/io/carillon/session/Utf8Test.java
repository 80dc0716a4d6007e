package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    private static final int[] EDGES = {
        0x00, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE, 0xEF,
        0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF7, 0xF8, 0xFC, 0xFE, 0xFF
    };

    private final Random random = new Random(11);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "00", "7f", "c280", "dfbf", "e0a080", "ed9fbf", "ee8080", "efbfbf", "f0908080", "f48fbfbf",
                "c080", "c1bf", "e09fbf", "eda080", "edbfbf", "f08fbfbf", "f4908080", "f5808080", "80", "c2", "e0a0",
                "f09080", "c2c2", "e08080", "fe", "ff", "efbbbf"
            })
    void edges_are_judged_as_the_jdk_judges_them(String hex) {
        check(HexFormat.of().parseHex(hex), 0);
        check(HexFormat.of().parseHex("6162636465666768" + hex), 0);
        check(HexFormat.of().parseHex("616263" + hex + "6162636465666768"), 0);
    }

    @Test
    void every_sequence_of_edge_bytes_is_judged_as_the_jdk_judges_it() {
        for (int a : EDGES) {
            for (int b : EDGES) {
                for (int c : EDGES) {
                    check(new byte[] {(byte) a, (byte) b, (byte) c}, 0);
                    check(new byte[] {(byte) a, (byte) b, (byte) c, (byte) 0x80}, 0);
                }
            }
        }
    }

    @Test
    void noise_and_damaged_texts_are_judged_as_the_jdk_judges_them() {
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = random.ints(random.nextInt(12), 0, 0x11_0000)
                    .filter(point -> point < 0xD800 || point > 0xDFFF)
                    .map(point -> random.nextBoolean() ? point & 0x7F : point)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
            check(bytes, 0);
            if (bytes.length > 0) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
                check(bytes, random.nextInt(bytes.length));
            }
        }
    }

    private static void check(byte[] bytes, int offset) {
        int length = bytes.length - offset;
        assertThat(Utf8.isValid(bytes, offset, length))
                .as(HexFormat.of().formatHex(bytes) + " from " + offset)
                .isEqualTo(isValid(bytes, offset, length));
    }

    private static boolean isValid(byte[] bytes, int offset, int length) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, offset, length));
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }
}
