package io.carillon.broker.redis;

import io.carillon.broker.BrokerUnavailableException;

/** Redis has answered a command with an error; it had no effect. */
final class RefusedException extends BrokerUnavailableException {
    private static final long serialVersionUID = 1L;

    private final String error;

    /** @param error Redis's own text, which begins with a code; may name a key */
    RefusedException(String error) {
        super("Redis did not take it");
        this.error = error;
    }

    /**
     * Whether it is that error. Redis before 7 puts its own words around what went wrong inside a script, so a code counts
     * wherever it stands.
     *
     * @param code such as {@code READONLY}
     */
    boolean is(String code) {
        return error.startsWith(code) || error.contains("-" + code + " ");
    }

    String error() {
        return error;
    }
}
