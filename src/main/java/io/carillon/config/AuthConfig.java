package io.carillon.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Which tokens are believed.
 *
 * @param secret HS256 key, 32 bytes or more in UTF-8
 * @param publicKey PEM file of an RSA (RS256) or P-256 (ES256) key
 * @param jwks file or URL of a JSON Web Key Set
 * @param maxTokenLife longest time from now to {@code exp}
 */
public record AuthConfig(
        Optional<String> secret,
        Optional<Path> publicKey,
        Optional<String> jwks,
        Optional<String> issuer,
        Optional<String> audience,
        Duration leeway,
        Duration maxTokenLife,
        boolean queryToken) {

    public boolean hasKey() {
        return secret.isPresent() || publicKey.isPresent() || jwks.isPresent();
    }
}
