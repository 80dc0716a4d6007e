package io.carillon.config;

import java.util.regex.Pattern;

/**
 * A string of a given form.
 *
 * @param expected the form in words, after "must be"
 */
record Text(Pattern form, String expected) implements Kind<String> {
    static Text of(String form, String expected) {
        return new Text(Pattern.compile(form), expected);
    }

    /** Printable text in one line, at most 255 characters. */
    static final Text LINE = of("[^\\p{Cntrl}]{1,255}", "1 to 255 printable characters");

    @Override
    public String fromText(String text) {
        if (!form.matcher(text).matches()) {
            throw new InvalidValueException("must be " + expected);
        }
        return text;
    }
}
