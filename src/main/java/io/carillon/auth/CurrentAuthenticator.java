package io.carillon.auth;

import io.carillon.config.Config;
import io.carillon.config.Configs;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;

/** Judges tokens by the configuration that holds. Belongs to one event loop. */
public final class CurrentAuthenticator implements Authenticator {
    private final Vertx vertx;
    private final Configs config;
    private final Clock clock;
    private JwtAuthenticator current;
    private Config preparedFor;
    private JwtAuthenticator prepared;

    /** @throws IllegalArgumentException like {@link JwtAuthenticator} */
    public CurrentAuthenticator(Vertx vertx, Configs config, Clock clock) {
        this.vertx = vertx;
        this.config = config;
        this.clock = clock;
        reload();
    }

    @Override
    public void prepare() {
        preparedFor = config.next();
        prepared = made(preparedFor);
    }

    /** A verticle that began in the meantime has prepared nothing, or for something else. */
    @Override
    public void reload() {
        Config now = config.get();
        current = now == preparedFor ? prepared : made(now);
        preparedFor = null;
        prepared = null;
    }

    private JwtAuthenticator made(Config from) {
        return new JwtAuthenticator(vertx, from.auth(), from.limits(), clock, Optional.ofNullable(current));
    }

    @Override
    public void inspect(String token) {
        current.inspect(token);
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
