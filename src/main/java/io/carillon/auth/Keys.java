package io.carillon.auth;

import io.carillon.config.AuthConfig;
import io.carillon.config.Reason;
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
 * Every key that is configured. Each algorithm has its own: the secrets serve HS256 alone, each public key the
 * algorithm of its type alone, the key set RS256 and ES256.
 */
final class Keys {
    private static final Duration FILE_MAX_AGE = Duration.ofSeconds(30);
    private static final Duration URL_MAX_AGE = Duration.ofMinutes(5);

    private final Map<Algorithm, List<VerificationKey>> fixed = new EnumMap<>(Algorithm.class);
    private final Optional<RefreshingKeySet> set;
    private final Optional<String> source;

    /** @throws IllegalArgumentException naming the setting, when no key is configured or one is unusable */
    Keys(Vertx vertx, AuthConfig config, Clock clock, Optional<Keys> former) {
        if (!config.hasKey()) {
            throw new IllegalArgumentException("auth: no key, set auth.secret, auth.publicKey or auth.jwks");
        }
        fix("auth.secret", config.secret(), VerificationKey::secret);
        fix("auth.publicKey", config.publicKey(), PublicKeyFile::read);
        source = config.jwks();
        set = former.filter(keys -> isUrl(source) && keys.source.equals(source))
                .map(keys -> keys.set)
                .orElseGet(() -> source.map(at -> load("auth.jwks", at, from -> keySet(vertx, from, clock))));
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

    /** In the order of the configuration. */
    List<VerificationKey> fixed(Algorithm algorithm) {
        return fixed.getOrDefault(algorithm, List.of());
    }

    /** The key of the key set that fits; never fails. */
    Future<Optional<VerificationKey>> inSet(Algorithm algorithm, Optional<String> keyId) {
        return set.isEmpty() || algorithm == Algorithm.HS256
                ? Future.succeededFuture(Optional.empty())
                : set.get().find(algorithm, keyId);
    }

    /** All that are known now. */
    List<VerificationKey> known() {
        List<VerificationKey> known = new ArrayList<>();
        fixed.values().forEach(known::addAll);
        set.ifPresent(keys -> known.addAll(keys.keys().keys()));
        return known;
    }

    private <A> void fix(String setting, List<A> values, Function<A, VerificationKey> loader) {
        for (int i = 0; i < values.size(); i++) {
            String at = values.size() == 1 ? setting : setting + "[" + i + "]";
            VerificationKey key = load(at, values.get(i), loader);
            fixed.computeIfAbsent(key.algorithm(), first -> new ArrayList<>()).add(key);
        }
    }

    private static <A, B> B load(String setting, A value, Function<A, B> loader) {
        try {
            return loader.apply(value);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException(setting + ": " + Reason.of(e), e);
        }
    }

    private static RefreshingKeySet keySet(Vertx vertx, String source, Clock clock) {
        if (isUrl(Optional.of(source))) {
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

    private static boolean isUrl(Optional<String> source) {
        return source.filter(text -> text.contains("://")).isPresent();
    }

    private static Future<Buffer> reread(Vertx vertx, Path file) {
        return vertx.executeBlocking(() -> Buffer.buffer(KeyFile.read(file)), false);
    }
}
