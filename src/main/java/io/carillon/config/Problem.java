package io.carillon.config;

/**
 * One thing that the operator has to correct.
 *
 * @param at where it stands: a path such as {@code limits.jsonDepth}, or the file's name
 * @param message what is wrong there; never a secret
 */
public record Problem(String at, String message) {
    @Override
    public String toString() {
        return at + ": " + message;
    }
}
