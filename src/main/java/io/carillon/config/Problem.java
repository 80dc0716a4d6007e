package io.carillon.config;

/**
 * One thing that the operator has to correct.
 *
 * @param at where it stands: a path such as {@code limits.jsonDepth}, or the file's name
 * @param message what is wrong there; never a secret
 */
public record Problem(String at, String message) {
    /** @param text as {@link #toString} gives it */
    public static Problem parse(String text) {
        int colon = text.indexOf(": ");
        return colon < 0
                ? new Problem("configuration", text)
                : new Problem(text.substring(0, colon), text.substring(colon + 2));
    }

    @Override
    public String toString() {
        return at + ": " + message;
    }
}
