package io.carillon.auth;

import io.carillon.config.Config;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;

/** Judges tokens by the configuration that holds. Belongs to one event loop. */
public final class CurrentAuthenticator implements Authenticator {
    private final Vertx vertx;
    private final Supplier<Config> config;
    private final Clock clock;
    private JwtAuthenticator current;

    /** @throws IllegalArgumentException like {@link JwtAuthenticator} */
    public CurrentAuthenticator(Vertx vertx, Supplier<Config> config, Clock clock) {
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        reload();
    }

    @Override
    public void reload() {
        Config now = config.get();
        current = new JwtAuthenticator(vertx, now.auth(), now.limits(), clock, Optional.ofNullable(current));
    }

    /** A token that was being judged while the keys changed is judged once more. */
    @Override
    public Future<Identity> authenticate(String token) {
        JwtAuthenticator asked = current;
        return asked.authenticate(token).transform((identity, refusal) -> {
            if (asked != current) {
                return authenticate(token);
            }
            return refusal == null ? Future.succeededFuture(identity) : Future.failedFuture(refusal);
        });
    }
}
