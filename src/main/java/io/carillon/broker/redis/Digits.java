package io.carillon.broker.redis;

/** Offsets and timestamps as the scripts write them. */
final class Digits {
    /** Fits into a {@code long}; what the scripts count has 16 at most. */
    static final int MAX = 18;

    /** @throws IllegalArgumentException when the text is anything but 1 to {@link #MAX} digits */
    static long parse(String text) {
        if (text.isEmpty() || text.length() > MAX) {
            throw new IllegalArgumentException("No number");
        }
        long number = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new IllegalArgumentException("No number");
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private Digits() {}
}
