package io.carillon.auth;

/** A token that is refused. The message names the rule it broke, for the log at debug; never a part of the token. */
public final class InvalidTokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public InvalidTokenException(String message) {
        super(message, null, false, false);
    }
}
