package io.carillon.auth;

import io.vertx.core.Future;

/** Turns a token into an identity. One per verticle that needs it; called on that verticle's event loop. */
public interface Authenticator {
    /**
     * Refuses what can be refused without a key, which costs next to nothing. {@link #authenticate} does so too.
     *
     * @throws InvalidTokenException when the text is no token, or none of this server's
     */
    default void inspect(String token) {}

    /**
     * Fails with {@link InvalidTokenException} for every token that is not provably good, and with {@link
     * AuthenticatorBusyException} for one that was not judged because too many wait; never throws.
     */
    Future<Identity> authenticate(String token);

    /**
     * Makes ready what the configuration that may hold next asks for; everything stays as it is until {@link #reload}.
     *
     * @throws IllegalArgumentException when it is unusable
     */
    default void prepare() {}

    /**
     * Goes by the configuration that holds now, where it depends on one. Does not fail after {@link #prepare}.
     *
     * @throws IllegalArgumentException when that is unusable; then everything stays as it was
     */
    default void reload() {}
}
