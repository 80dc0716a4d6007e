package io.carillon.auth;

import io.carillon.config.AuthConfig;
import io.carillon.config.LimitsConfig;
import io.carillon.json.StrictJson;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the claims of a token with a good signature must be (RFC 7519 section 4.1, and Carillon's own claims). */
final class ClaimRules {
    /** Claims that nobody here reads; they are kept as they stand in the token. */
    static final Set<String> PASSED_ON = Set.of("info", "meta");

    private static final int MAX_PATTERNS = 256;
    private static final int MAX_AUDIENCES = 128;

    /** Reads what has been found to be JSON within the bound of nesting. */
    private static final StrictJson META = new StrictJson(CompactToken.MAX_LENGTH);

    private final Optional<String> issuer;
    private final Optional<String> audience;
    private final long leeway;
    private final long maxLife;
    private final int metadataBytes;

    ClaimRules(AuthConfig config, LimitsConfig limits) {
        issuer = config.issuer();
        audience = config.audience();
        leeway = config.leeway().toMillis();
        maxLife = config.maxTokenLife().toMillis();
        metadataBytes = limits.metadataBytes();
    }

    /**
     * @param texts the claims as they stand in the token's text
     * @param now epoch milliseconds
     * @throws InvalidTokenException naming the claim that breaks a rule
     */
    VerifiedToken check(JsonObject payload, Map<String, String> texts, long now) {
        Claims claims = new Claims(payload);
        long expiresAt = claims.time("exp").orElseThrow(() -> new InvalidTokenException("exp is missing"));
        Validity validity = new Validity(expiresAt, claims.time("nbf"), claims.time("iat"));
        checkAgain(validity, now);
        checkIssuer(claims.text("iss"));
        checkAudience(claims.textOrTexts("aud", MAX_AUDIENCES));
        Identity identity = new Identity(
                claims.text("sub").orElseThrow(() -> new InvalidTokenException("sub is missing")),
                expiresAt,
                claims.text("jti"),
                claims.object("grants").map(ClaimRules::grants).orElse(Grants.NONE),
                claims.texts("groups", Identity.MAX_GROUPS).stream().distinct().toList(),
                Optional.ofNullable(texts.get("info"))
                        .filter(text -> !text.equals("null"))
                        .map(text -> bounded("info", text)),
                Optional.ofNullable(texts.get("meta"))
                        .map(text -> meta(bounded("meta", text)))
                        .orElse(Map.of()));
        return new VerifiedToken(identity, validity);
    }

    /** The rules that a token can break by growing old. */
    void checkAgain(Validity validity, long now) {
        validity.check(now, leeway, maxLife);
    }

    private void checkIssuer(Optional<String> iss) {
        if (issuer.isPresent() && !issuer.equals(iss)) {
            throw new InvalidTokenException("iss is not the configured issuer");
        }
    }

    private void checkAudience(List<String> aud) {
        if (audience.isPresent() && !aud.contains(audience.get())) {
            throw new InvalidTokenException("aud does not name the configured audience");
        }
    }

    private static Grants grants(JsonObject json) {
        Claims grants = new Claims(json);
        return new Grants(
                grants.texts("subscribe", MAX_PATTERNS),
                grants.texts("publish", MAX_PATTERNS),
                grants.texts("history", MAX_PATTERNS),
                grants.texts("presence", MAX_PATTERNS));
    }

    /** Its values stay what they are, to the last digit. */
    private static Map<String, String> meta(String text) {
        return META.fields(text.getBytes(StandardCharsets.UTF_8))
                .map(Collections::unmodifiableMap)
                .orElseThrow(() -> new InvalidTokenException("meta must be an object with each name once"));
    }

    private String bounded(String name, String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > metadataBytes) {
            throw new InvalidTokenException(name + " is larger than limits.metadataBytes");
        }
        return text;
    }
}
