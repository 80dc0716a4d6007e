package io.carillon.bench;

import io.carillon.auth.Grants;

/** Where connections get their tokens from. */
@FunctionalInterface
public interface Tokens {
    /**
     * The token for one connection. It is asked for when the connection is made.
     *
     * @param connection its number in the {@link Plan}, from 0
     * @param grants what it needs
     */
    String of(int connection, Grants grants);
}
