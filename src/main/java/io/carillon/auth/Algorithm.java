package io.carillon.auth;

import java.util.Optional;

/** The signature algorithms that this server knows (RFC 7518 section 3.1). {@code none} is not one of them. */
enum Algorithm {
    HS256,
    RS256,
    ES256;

    /** By the exact, case-sensitive name of the {@code alg} header. */
    static Optional<Algorithm> named(String name) {
        for (Algorithm algorithm : values()) {
            if (algorithm.name().equals(name)) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }
}
