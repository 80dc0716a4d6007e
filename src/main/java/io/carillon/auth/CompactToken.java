package io.carillon.auth;

import io.carillon.json.StrictJson;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A JSON Web Token taken apart (JWS compact serialization, RFC 7515 section 7.1) and not yet believed. Everything that
 * can be refused without a key is refused here, before any cryptography.
 *
 * @param keyId header {@code kid}
 * @param signingInput what the signature was made over
 */
record CompactToken(
        Algorithm algorithm, Optional<String> keyId, byte[] signingInput, byte[] payload, byte[] signature) {
    /** Longest token in characters. */
    static final int MAX_LENGTH = 8192;

    private static final int MAX_KEY_ID = 128;

    /** RFC 7519 section 5.1, and RFC 9068 section 2.1: what OAuth issuers write into access tokens. */
    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

    /**
     * @param accepted the algorithms that a key is configured for
     * @throws InvalidTokenException when the text is no token, or its header is not acceptable
     */
    static CompactToken parse(String token, StrictJson json, Set<Algorithm> accepted) {
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        if (first < 0 || second < 0 || token.indexOf('.', second + 1) >= 0) {
            throw new InvalidTokenException("token must have three parts");
        }
        byte[] header = decode(token.substring(0, first));
        byte[] payload = decode(token.substring(first + 1, second));
        byte[] signature = decode(token.substring(second + 1));
        JsonObject fields =
                json.object(header).orElseThrow(() -> new InvalidTokenException("header must be a JSON object"));
        Algorithm algorithm = algorithm(fields, accepted);
        checkExtensions(fields);
        byte[] signingInput = token.substring(0, second).getBytes(StandardCharsets.US_ASCII);
        return new CompactToken(algorithm, keyId(fields), signingInput, payload, signature);
    }

    /**
     * Base64url as RFC 7515 section 2 has it, and in its one canonical form: Java's decoder alone would allow padding
     * and set bits after the last byte, so that one signature had several texts.
     */
    private static byte[] decode(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            if (bytes.length > 0
                    && Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString(bytes)
                            .equals(part)) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            throw new InvalidTokenException("token parts must be base64url");
        }
        throw new InvalidTokenException("token parts must be non-empty canonical base64url");
    }

    private static Algorithm algorithm(JsonObject header, Set<Algorithm> accepted) {
        return header.getValue("alg") instanceof String name
                ? Algorithm.named(name)
                        .filter(accepted::contains)
                        .orElseThrow(() -> new InvalidTokenException("alg is not a configured algorithm"))
                : refuse("alg must be a string");
    }

    /** {@code jku}, {@code jwk}, {@code x5u} and {@code x5c} name keys of the sender's choice: nothing reads them. */
    private static void checkExtensions(JsonObject header) {
        if (header.containsKey("crit")) {
            throw new InvalidTokenException("crit is not supported");
        }
        if (header.containsKey("typ")
                && !(header.getValue("typ") instanceof String type && TYPES.contains(type.toLowerCase(Locale.ROOT)))) {
            throw new InvalidTokenException("typ must be JWT or at+jwt");
        }
    }

    private static Optional<String> keyId(JsonObject header) {
        if (!header.containsKey("kid")) {
            return Optional.empty();
        }
        return header.getValue("kid") instanceof String id && id.length() <= MAX_KEY_ID
                ? Optional.of(id)
                : refuse("kid must be a string of at most 128 characters");
    }

    private static <T> T refuse(String rule) {
        throw new InvalidTokenException(rule);
    }
}
