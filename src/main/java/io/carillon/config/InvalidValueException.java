package io.carillon.config;

/** A value that its {@link Kind} does not accept. The message says what is accepted: "must be ...". */
final class InvalidValueException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidValueException(String message) {
        super(message, null, false, false);
    }
}
