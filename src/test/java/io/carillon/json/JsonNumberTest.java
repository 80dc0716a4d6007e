package io.carillon.json;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonNumberTest {
    private static final BigDecimal MAX = BigDecimal.valueOf(JsonNumber.MAX);

    @Test
    void oneNumberIsReadHoweverItIsWritten() {
        WrittenNumbers.all()
                .forEach((text, value) ->
                        assertThat(JsonNumber.whole(text)).as(text).isEqualTo(value));
    }

    @Test
    void whatIsAroundTheNumberIsNotLookedAt() {
        byte[] text = "[4.1e1,99]".getBytes(US_ASCII);
        assertThat(JsonNumber.whole(text, 1, 6)).isEqualTo(41);
        assertThat(JsonNumber.whole(text, 7, 9)).isEqualTo(99);
    }

    @Test
    void numbersAreJudgedAsArithmeticJudgesThem() {
        Random random = new Random(14);
        for (int i = 0; i < 200_000; i++) {
            String text = number(random);
            assertThat(JsonNumber.whole(text)).as(text).isEqualTo(expected(new BigDecimal(text)));
        }
    }

    @Test
    void anExponentCostsNothing() {
        for (String digits : new String[] {"1", "-1", "0", "0." + "0".repeat(1_000_000) + "1"}) {
            for (String exponent : new String[] {"e999999999", "e-999999999", "e" + "9".repeat(1_000_000)}) {
                JsonNumber.whole(digits + exponent);
            }
        }
    }

    private static long expected(BigDecimal number) {
        boolean whole = number.signum() == 0 || number.stripTrailingZeros().scale() <= 0;
        return whole && number.signum() >= 0 && number.compareTo(MAX) <= 0 ? number.longValueExact() : JsonNumber.NONE;
    }

    private static String number(Random random) {
        String whole = random.nextInt(4) == 0 ? "0" : "" + random.nextLong(1, 1L << random.nextInt(1, 58));
        String fraction = random.nextBoolean() ? "" : "." + "0".repeat(random.nextInt(4)) + random.nextInt(1_000);
        String exponent = random.nextBoolean() ? "" : "e" + (random.nextInt(45) - 22);
        return (random.nextInt(8) == 0 ? "-" : "") + whole + fraction + exponent;
    }
}
