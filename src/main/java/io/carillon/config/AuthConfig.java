package io.carillon.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Which tokens are believed.
 *
 * @param secret HS256 key, 32 bytes or more in UTF-8
 * @param publicKey PEM file of an RSA (RS256) or P-256 (ES256) key
 * @param jwks absolute path or URL of a JSON Web Key Set
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

    /** RFC 7518, section 3.2: a key for HS256 has the size of its hash at least. */
    private static final int SECRET_BYTES = 32;

    private static final Secret SECRET = Secret.of(AuthConfig::secret);

    static AuthConfig from(Section in) {
        return new AuthConfig(
                in.find("secret", SECRET),
                in.find("publicKey", new ReadableFile(in.directory())),
                in.find("jwks", new KeySet(in.directory())),
                in.find("issuer", Text.LINE),
                in.find("audience", Text.LINE),
                in.get("leeway", TimeSpan.between("0s", "5m"), "5s"),
                in.get("maxTokenLife", TimeSpan.between("1s", "8760h"), "24h"),
                in.get("queryToken", Flag.INSTANCE, false));
    }

    private static String secret(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length < SECRET_BYTES) {
            throw new InvalidValueException("must be at least " + SECRET_BYTES + " bytes long");
        }
        return text;
    }

    AuthConfig withSecret(String secret) {
        return new AuthConfig(
                Optional.of(secret(secret)), publicKey, jwks, issuer, audience, leeway, maxTokenLife, queryToken);
    }

    public boolean hasKey() {
        return secret.isPresent() || publicKey.isPresent() || jwks.isPresent();
    }
}
