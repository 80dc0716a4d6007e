package io.carillon.config;

import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts environment variables into the strings of the file: {@code ${NAME}}, or {@code ${NAME:default}} for a variable
 * that may be undefined. What is put in is taken as it is, even where it contains {@code ${}.
 *
 * @param variables answers a variable's value, null for an undefined one
 */
record Environment(UnaryOperator<String> variables) {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^:}]*)(?::([^}]*))?(}?)");
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** Whether the whole text is one reference: such a value may stand where a number or a boolean is wanted. */
    static boolean isReference(String text) {
        return REFERENCE.matcher(text).matches();
    }

    /** @throws InvalidValueException for a malformed reference or an undefined variable without default */
    String resolve(String text) {
        return REFERENCE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match)));
    }

    private String value(MatchResult reference) {
        String name = reference.group(1);
        if (reference.group(3).isEmpty() || !NAME.matcher(name).matches()) {
            throw new InvalidValueException("must refer to the environment as ${NAME} or ${NAME:default}");
        }
        String value = variables.apply(name);
        if (value == null && reference.group(2) == null) {
            throw new InvalidValueException("the environment variable " + name + " is not defined");
        }
        return value == null ? reference.group(2) : value;
    }
}
