package io.carillon.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What is JSON and what is not is decided as Jackson decides it. */
class JsonScannerTest {
    private static final int DEPTH = 5;
    private static final int TEXTS = 400_000;
    private static final String[] SEEDS = {
        "{\"a\":[1,-2.5e+3,0.1E-7,true,false,null,{}],\"b\":\"\\u00e9\\n\\\\\u20ac\"}",
        "[[[[[]]]],{\"\":{\"c\":\"\\\"\"}}]",
        " \"plain\" ",
        "-0.0",
        "[ 10 , 9 ,\t{ \"k\" : \"v\" }\r\n]"
    };
    private static final String ALPHABET = "{}[]\",:\\/ \t\n0123456789.eE+-truefalsnu\u0001\u00e9x";

    private final JsonScanner scanner = new JsonScanner(DEPTH);
    private final JsonFactory jackson = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEPTH).build())
            .build();

    @Test
    void texts_that_were_changed_at_random_are_judged_alike() {
        Random random = new Random(29);
        int valid = 0;
        for (int i = 0; i < TEXTS; i++) {
            byte[] text = changed(SEEDS[i % SEEDS.length], random).getBytes(StandardCharsets.UTF_8);
            boolean expected = isJson(text);
            assertThat(scans(text)).as(new String(text, StandardCharsets.UTF_8)).isEqualTo(expected);
            valid += expected ? 1 : 0;
        }
        assertThat(valid).isBetween(TEXTS / 10, TEXTS * 9 / 10);
    }

    private static String changed(String seed, Random random) {
        StringBuilder text = new StringBuilder(seed);
        for (int changes = random.nextInt(4); changes >= 0; changes--) {
            int at = random.nextInt(text.length());
            char other = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, other);
                case 1 -> text.setCharAt(at, other);
                default -> text.deleteCharAt(at).append(' ');
            }
        }
        return text.toString();
    }

    private boolean scans(byte[] text) {
        try {
            scanner.begin(text, text.length);
            scanner.skipValue(0);
            scanner.expectEnd();
            return true;
        } catch (InvalidJsonException malformed) {
            return false;
        }
    }

    private boolean isJson(byte[] text) {
        try (JsonParser parser = jackson.createParser(text)) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            parser.finishToken();
            return parser.nextToken() == null;
        } catch (IOException malformed) {
            return false;
        }
    }
}
