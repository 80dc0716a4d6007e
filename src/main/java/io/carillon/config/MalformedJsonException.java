package io.carillon.config;

/** Text that ceases to be a JSON object at a line and column, both counted from 1. */
final class MalformedJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MalformedJsonException(int line, int column) {
        super("not a valid JSON object, see line " + line + ", column " + column, null, false, false);
    }
}
