package io.carillon.auth;

/** Too many tokens wait to be verified; this one was not judged at all and may be sent again (503, not 401). */
public final class AuthenticatorBusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public AuthenticatorBusyException() {
        super("too many tokens wait to be verified", null, false, false);
    }
}
