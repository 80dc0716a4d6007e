package io.carillon.config;

import java.util.function.UnaryOperator;

/**
 * A string that is printed masked and never appears in a message.
 *
 * @param mask what is shown of a valid one
 */
record Secret(Kind<String> kind, UnaryOperator<String> mask) implements Kind<String> {
    static final String MASK = "***";

    static Secret of(Kind<String> kind) {
        return new Secret(kind, text -> MASK);
    }

    @Override
    public String fromText(String text) {
        return kind.fromText(text);
    }

    @Override
    public Object show(String value, Object written) {
        return mask.apply(value);
    }

    @Override
    public boolean isSecret() {
        return true;
    }
}
