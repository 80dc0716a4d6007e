package io.carillon.config;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One of an enum's constants, in small letters.
 *
 * @param separator what the file writes between the words of a constant
 */
record Choice<E extends Enum<E>>(Class<E> type, char separator) implements Kind<E> {
    static <E extends Enum<E>> Choice<E> of(Class<E> type) {
        return new Choice<>(type, '-');
    }

    @Override
    public E fromText(String text) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> spelling(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new InvalidValueException("must be one of " + spellings()));
    }

    private String spellings() {
        return Arrays.stream(type.getEnumConstants()).map(this::spelling).collect(Collectors.joining(", "));
    }

    private String spelling(E constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', separator);
    }
}
