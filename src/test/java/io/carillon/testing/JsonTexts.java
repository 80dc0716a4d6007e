package io.carillon.testing;

import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makes JSON texts that are valid and as odd as RFC 8259 allows: names twice, numbers no program keeps, half pairs. */
public final class JsonTexts {
    private static final String[] SPACES = {"", "", "", " ", "\t", "\r\n", "  \n"};
    private static final String[] PIECES = {
        "a",
        "type",
        "data",
        "\\u0061",
        "\\ud800",
        "\\uDFFF",
        "\\ud83d\\ude00",
        "\ud83d\ude00",
        "\u00e4",
        "\\u0000",
        "\\\"",
        "\\\\",
        "\\/",
        "/",
        "}",
        "]",
        "{\\\"",
        "\u007f",
        "\u2028",
        "\ufeff",
        "\uffff",
        "\\b\\f\\n\\r\\t",
        "<&>'"
    };

    private final Random random;

    public JsonTexts(long seed) {
        random = new Random(seed);
    }

    /** A value with no more than so many levels of nesting. */
    public String value(int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 8)) {
            case 0 -> of("null", "true", "false", "{}", "[]", "{ }", "[\n]");
            case 1, 2 -> number();
            case 3, 4 -> string();
            case 5 -> list("[", "]", () -> value(depth - 1));
            default -> list("{", "}", () -> string() + space() + ":" + space() + value(depth - 1));
        };
    }

    private String list(String begin, String end, Supplier<String> element) {
        return Stream.generate(() -> space() + element.get() + space())
                .limit(random.nextInt(1, 5))
                .collect(Collectors.joining(",", begin, end));
    }

    private String number() {
        String sign = random.nextBoolean() ? "" : "-";
        String whole = of("0", "7", "41", "9007199254740993", digits());
        String fraction = of("", "", ".0", ".10", "." + digits());
        String exponent = of("", "", "e1", "E+400", "e-999999999", "e0");
        return sign + whole + fraction + exponent;
    }

    private String digits() {
        return random.ints(random.nextInt(1, 1_500), 1, 10)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining());
    }

    private String string() {
        return Stream.generate(() -> of(PIECES)).limit(random.nextInt(4)).collect(Collectors.joining("", "\"", "\""));
    }

    private String space() {
        return of(SPACES);
    }

    private String of(String... texts) {
        return texts[random.nextInt(texts.length)];
    }
}
