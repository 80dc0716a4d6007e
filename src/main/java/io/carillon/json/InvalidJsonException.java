package io.carillon.json;

/** A text that is not the JSON that is wanted. Without a stack trace: strangers can cause it at will. */
public final class InvalidJsonException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidJsonException() {
        super("Invalid JSON", null, false, false);
    }
}
