package io.carillon.auth;

import io.carillon.config.AuthConfig;
import io.carillon.config.LimitsConfig;
import io.carillon.json.StrictJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Believes JSON Web Tokens that one of the configured keys has signed (RFC 7519; the rules follow RFC 8725). The future
 * is complete on return unless the signature is a slow one (ES256) or a key set must be read first; then it completes
 * on the caller's context.
 */
public final class JwtAuthenticator implements Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(JwtAuthenticator.class);

    private final Keys keys;
    private final Set<Algorithm> algorithms;
    private final StrictJson json;
    private final ClaimRules rules;
    private final Clock clock;
    private final SlowLane slowLane;
    private final VerifiedTokens verified = new VerifiedTokens();

    /**
     * Reads the files with keys, so it blocks for a moment.
     *
     * @throws IllegalArgumentException when no key is configured, one is unusable, or the self check fails; the message
     *     begins with the setting and is for the operator
     */
    public JwtAuthenticator(Vertx vertx, AuthConfig config, LimitsConfig limits, Clock clock) {
        this(vertx, config, limits, clock, Optional.empty());
    }

    /** @param former whose place it takes on the same event loop: what was fetched from a URL is not fetched again */
    JwtAuthenticator(
            Vertx vertx, AuthConfig config, LimitsConfig limits, Clock clock, Optional<JwtAuthenticator> former) {
        this.clock = clock;
        keys = new Keys(vertx, config, clock, former.map(authenticator -> authenticator.keys));
        algorithms = keys.algorithms();
        json = new StrictJson(limits.jsonDepth());
        rules = new ClaimRules(config, limits);
        slowLane = new SlowLane(vertx);
        SelfCheck.run(this, keys.known());
    }

    @Override
    public void inspect(String token) {
        checkLength(token);
        CompactToken.parse(token, json, algorithms);
    }

    @Override
    public Future<Identity> authenticate(String token) {
        return Future.succeededFuture(token).compose(this::judge).recover(JwtAuthenticator::refusal);
    }

    private Future<Identity> judge(String token) {
        checkLength(token);
        long now = clock.millis();
        return verified.find(token, now)
                .map(known -> Future.succeededFuture(again(known, now)))
                .orElseGet(() -> verify(token));
    }

    private static void checkLength(String token) {
        if (token == null || token.length() > CompactToken.MAX_LENGTH) {
            throw new InvalidTokenException(
                    token == null ? "token is missing" : "token is longer than 8192 characters");
        }
    }

    private Identity again(VerifiedToken known, long now) {
        rules.checkAgain(known.validity(), now);
        return known.identity();
    }

    private Future<Identity> verify(String token) {
        CompactToken parts = CompactToken.parse(token, json, algorithms);
        Future<Boolean> signed = Future.succeededFuture(false);
        for (VerificationKey key : keys.fixed(parts.algorithm())) {
            signed = signed.compose(good -> good ? Future.succeededFuture(true) : verifies(key, parts));
        }
        return signed.compose(good -> good ? Future.succeededFuture(true) : verifiesInSet(parts))
                .map(good -> accept(token, parts, good));
    }

    private Future<Boolean> verifiesInSet(CompactToken parts) {
        return keys.inSet(parts.algorithm(), parts.keyId())
                .compose(key -> key.isPresent() ? verifies(key.get(), parts) : Future.succeededFuture(false));
    }

    private Future<Boolean> verifies(VerificationKey key, CompactToken parts) {
        return key.slow()
                ? slowLane.verify(() -> key.verifies(parts.signingInput(), parts.signature()))
                : Future.succeededFuture(key.verifies(parts.signingInput(), parts.signature()));
    }

    private Identity accept(String token, CompactToken parts, boolean signed) {
        if (!signed) {
            throw new InvalidTokenException("signature fits no key");
        }
        Map<String, String> texts = json.fields(parts.payload()).orElseThrow(JwtAuthenticator::noObject);
        JsonObject payload = json.object(judged(texts)).orElseThrow(JwtAuthenticator::noObject);
        VerifiedToken good = rules.check(payload, texts, clock.millis());
        if (parts.algorithm() != Algorithm.HS256) {
            verified.add(token, good, clock.millis());
        }
        return good.identity();
    }

    /** All but the claims that are only passed on, which may be any JSON. */
    private static byte[] judged(Map<String, String> texts) {
        return texts.entrySet().stream()
                .filter(claim -> !ClaimRules.PASSED_ON.contains(claim.getKey()))
                .map(claim -> Json.encode(claim.getKey()) + ":" + claim.getValue())
                .collect(Collectors.joining(",", "{", "}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static InvalidTokenException noObject() {
        return new InvalidTokenException("payload must be a JSON object");
    }

    /** What the library throws at a malformed signature says nothing to anyone; its token is refused like the rest. */
    private static Future<Identity> refusal(Throwable failure) {
        if (failure instanceof AuthenticatorBusyException) {
            return Future.failedFuture(failure);
        }
        if (failure instanceof InvalidTokenException) {
            LOG.atDebug().addKeyValue("rule", failure.getMessage()).log("Token refused");
            return Future.failedFuture(failure);
        }
        LOG.atDebug().setCause(failure).log("Token could not be verified");
        return Future.failedFuture(new InvalidTokenException("token could not be verified"));
    }
}
