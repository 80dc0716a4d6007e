package io.carillon.auth;

import java.util.Optional;

/**
 * When a token is good, in epoch milliseconds: the part of its claims to be judged again each time it is used.
 *
 * @param expiresAt claim {@code exp}
 * @param notBefore claim {@code nbf}
 * @param issuedAt claim {@code iat}; a time in the future refuses nothing (RFC 7519 section 4.1.6)
 */
record Validity(long expiresAt, Optional<Long> notBefore, Optional<Long> issuedAt) {
    /**
     * All in milliseconds.
     *
     * @param leeway how far the issuer's clock may differ
     * @param maxLife longest time from now, and from {@code iat}, to {@code exp}
     * @throws InvalidTokenException unless the token is good now
     */
    void check(long now, long leeway, long maxLife) {
        if (now >= expiresAt + leeway) {
            throw new InvalidTokenException("token has expired");
        }
        if (notBefore.isPresent() && notBefore.get() > now + leeway) {
            throw new InvalidTokenException("nbf is in the future");
        }
        if (expiresAt - issuedAt.orElse(now) > maxLife + leeway || expiresAt - now > maxLife + leeway) {
            throw new InvalidTokenException("token lives too long");
        }
    }
}
