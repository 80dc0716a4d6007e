package io.carillon.auth;

import io.carillon.config.AuthConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Every key that is configured. Each algorithm has its own: the secret serves HS256 alone, the public key the algorithm
 * of its type alone, the key set RS256 and ES256.
 */
final class Keys {
    private static final Duration FILE_MAX_AGE = Duration.ofSeconds(30);
    private static final Duration URL_MAX_AGE = Duration.ofMinutes(5);

    private final Map<Algorithm, VerificationKey> fixed = new EnumMap<>(Algorithm.class);
    private final Optional<RefreshingKeySet> set;

    /** @throws IllegalArgumentException naming the setting, when no key is configured or one is unusable */
    Keys(Vertx vertx, AuthConfig config, Clock clock) {
        if (!config.hasKey()) {
            throw new IllegalArgumentException("auth: no key, set auth.secret, auth.publicKey or auth.jwks");
        }
        load("auth.secret", config.secret(), VerificationKey::secret).ifPresent(this::fix);
        load("auth.publicKey", config.publicKey(), PublicKeyFile::read).ifPresent(this::fix);
        set = load("auth.jwks", config.jwks(), source -> keySet(vertx, source, clock));
    }

    /** The algorithms that a token may name. */
    Set<Algorithm> algorithms() {
        EnumSet<Algorithm> algorithms = EnumSet.noneOf(Algorithm.class);
        algorithms.addAll(fixed.keySet());
        if (set.isPresent()) {
            algorithms.addAll(Set.of(Algorithm.RS256, Algorithm.ES256));
        }
        return algorithms;
    }

    Optional<VerificationKey> fixed(Algorithm algorithm) {
        return Optional.ofNullable(fixed.get(algorithm));
    }

    /** The key of the key set that fits; never fails. */
    Future<Optional<VerificationKey>> inSet(Algorithm algorithm, Optional<String> keyId) {
        return set.isEmpty() || algorithm == Algorithm.HS256
                ? Future.succeededFuture(Optional.empty())
                : set.get().find(algorithm, keyId);
    }

    /** All that are known now. */
    List<VerificationKey> known() {
        List<VerificationKey> known = new ArrayList<>(fixed.values());
        set.ifPresent(keys -> known.addAll(keys.keys().keys()));
        return known;
    }

    private void fix(VerificationKey key) {
        fixed.put(key.algorithm(), key);
    }

    private static <A, B> Optional<B> load(String setting, Optional<A> value, Function<A, B> loader) {
        try {
            return value.map(loader);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
        }
    }

    private static RefreshingKeySet keySet(Vertx vertx, String source, Clock clock) {
        if (source.contains("://")) {
            KeySetEndpoint endpoint = new KeySetEndpoint(vertx, source);
            return new RefreshingKeySet(KeySet.EMPTY, endpoint::fetch, clock, URL_MAX_AGE);
        }
        Path file = Path.of(source);
        KeySet keys = KeySet.parse(KeyFile.read(file));
        if (keys.keys().isEmpty()) {
            throw new IllegalArgumentException("holds no usable key");
        }
        return new RefreshingKeySet(keys, () -> reread(vertx, file), clock, FILE_MAX_AGE);
    }

    private static Future<Buffer> reread(Vertx vertx, Path file) {
        return vertx.executeBlocking(() -> Buffer.buffer(KeyFile.read(file)), false);
    }
}
