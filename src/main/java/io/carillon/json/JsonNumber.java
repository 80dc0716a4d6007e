package io.carillon.json;

import java.nio.charset.StandardCharsets;

/**
 * Reads whole numbers as any program writes them: {@code 41}, {@code 41.0}, {@code 410e-1} and {@code 4.1e1} are one number.
 * Takes time in proportion to the length of the text, whatever its exponent says.
 */
public final class JsonNumber {
    /** Beyond it, not every reader of JSON tells one number from the next (RFC 8259, section 6). */
    public static final long MAX = 1L << 53;

    /** What is no whole number from 0 to {@link #MAX}. */
    public static final long NONE = -1;

    /** More digits than any number has that can be meant; an exponent is not counted further. */
    private static final long MANY = 1L << 40;

    private JsonNumber() {}

    /**
     * @param json one valid JSON value, without white space around it
     * @return the value of a whole number from 0 to {@link #MAX}; {@link #NONE} for any other value
     */
    public static long whole(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        return whole(bytes, 0, bytes.length);
    }

    /** The same for the JSON value in these bytes, {@code to} excluded. */
    public static long whole(byte[] json, int from, int to) {
        int begin = from < to && json[from] == '-' ? from + 1 : from;
        if (begin == to || !isDigit(json[begin])) {
            return NONE;
        }
        int end = begin;
        while (end < to && json[end] != 'e' && json[end] != 'E') {
            end++;
        }
        long number = scaled(json, begin, end, exponent(json, end + 1, to));
        return begin > from && number > 0 ? NONE : number;
    }

    /** The digits from {@code begin} to {@code end}, among which there may be a point, times a power of ten. */
    private static long scaled(byte[] json, int begin, int end, long exponent) {
        long number = 0;
        long scale = exponent;
        long zeros = 0;
        boolean fraction = false;
        for (int i = begin; i < end; i++) {
            if (json[i] == '.') {
                fraction = true;
                continue;
            }
            scale -= fraction ? 1 : 0;
            if (json[i] == '0') {
                zeros++;
                continue;
            }
            number = shifted(number, zeros + 1);
            number += number == NONE ? 0 : json[i] - '0';
            zeros = 0;
            if (number == NONE || number > MAX) {
                return NONE;
            }
        }
        return number == 0 ? 0 : shifted(number, scale + zeros);
    }

    /** A number times a power of ten; {@link #NONE} where the product has a fraction, more than {@link #MAX} or too much for it. */
    private static long shifted(long number, long power) {
        long product = number;
        for (long left = number == 0 ? 0 : power; left > 0 && product <= MAX; left--) {
            product *= 10;
        }
        return power < 0 || product > MAX ? NONE : product;
    }

    private static long exponent(byte[] json, int from, int to) {
        boolean negative = from < to && json[from] == '-';
        long exponent = 0;
        for (int i = from; i < to; i++) {
            if (isDigit(json[i]) && exponent < MANY) {
                exponent = 10 * exponent + json[i] - '0';
            }
        }
        return negative ? -exponent : exponent;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }
}
