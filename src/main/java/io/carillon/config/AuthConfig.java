package io.carillon.config;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which tokens are believed.
 *
 * @param secret HS256 keys, 32 bytes or more in UTF-8, at most two: all verify, the first one signs
 * @param publicKey PEM files of RSA (RS256) or P-256 (ES256) keys, at most two
 * @param jwks absolute path or URL of a JSON Web Key Set
 * @param maxTokenLife longest time from now to {@code exp}
 * @param expiryGrace how long a connection outlives its token, so that a refresh may still come
 */
public record AuthConfig(
        List<String> secret,
        List<Path> publicKey,
        Optional<String> jwks,
        Optional<String> issuer,
        Optional<String> audience,
        Duration leeway,
        Duration maxTokenLife,
        Duration expiryGrace,
        boolean queryToken) {

    /** RFC 7518, section 3.2: a key for HS256 has the size of its hash at least. */
    private static final int SECRET_BYTES = 32;

    /** The old one and the new one: a rotation needs no more, and each costs every bad token a verification. */
    private static final int MAX_KEYS = 2;

    static final Secret SECRET = Secret.of(AuthConfig::secret);

    static AuthConfig from(Section in) {
        AuthConfig auth = new AuthConfig(
                in.listOrOne("secret", SECRET),
                in.listOrOne("publicKey", new ReadableFile(in.directory())),
                in.find("jwks", new KeySet(in.directory())),
                in.find("issuer", Text.LINE),
                in.find("audience", Text.LINE),
                in.get("leeway", TimeSpan.between("0s", "5m"), "5s"),
                in.get("maxTokenLife", TimeSpan.between("1s", "8760h"), "24h"),
                in.get("expiryGrace", TimeSpan.between("0s", "5m"), "25s"),
                in.get("queryToken", Flag.INSTANCE, false));
        in.check(auth.secret.size() <= MAX_KEYS, "must be at most two", in.at("secret"));
        in.check(auth.publicKey.size() <= MAX_KEYS, "must be at most two", in.at("publicKey"));
        return auth;
    }

    private static String secret(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length < SECRET_BYTES) {
            throw new InvalidValueException("must be at least " + SECRET_BYTES + " bytes long");
        }
        return text;
    }

    AuthConfig withSecret(String secret) {
        return new AuthConfig(
                List.of(secret(secret)),
                publicKey,
                jwks,
                issuer,
                audience,
                leeway,
                maxTokenLife,
                expiryGrace,
                queryToken);
    }

    /** No token of now is accepted after this: the clock of its issuer may differ when it is new and when it is over. */
    public Duration longestUse() {
        return maxTokenLife.plus(leeway.multipliedBy(2));
    }

    public boolean hasKey() {
        return !secret.isEmpty() || !publicKey.isEmpty() || jwks.isPresent();
    }
}
