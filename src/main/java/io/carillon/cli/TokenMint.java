package io.carillon.cli;

import io.carillon.auth.Grants;
import io.carillon.config.AuthConfig;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.impl.jose.JWK;
import io.vertx.ext.auth.impl.jose.JWT;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * Makes tokens that a server with the same configuration accepts, signed with the first {@code auth.secret} (HS256). The signer
 * is the one inside vertx-auth-common, since the public JWTAuth wants a Vert.x, which a command that prints one line
 * need not start.
 */
public final class TokenMint {
    private static final String ALGORITHM = "HS256";

    private final AuthConfig auth;
    private final Clock clock;
    private final JWT signer;

    /**
     * Signs with the first of the secrets.
     *
     * @throws IndexOutOfBoundsException when there is none
     */
    public TokenMint(AuthConfig auth, Clock clock) {
        this.auth = auth;
        this.clock = clock;
        PubSecKeyOptions key = new PubSecKeyOptions().setAlgorithm(ALGORITHM);
        signer = new JWT().addJWK(new JWK(key.setBuffer(auth.secret().get(0))));
    }

    /** @param life time from now to {@code exp}, in whole seconds; the server wants no more than {@code auth.maxTokenLife} */
    public String mint(String userId, Grants grants, List<String> groups, Duration life) {
        long now = clock.instant().getEpochSecond();
        JsonObject claims = new JsonObject()
                .put("sub", userId)
                .put("iat", now)
                .put("exp", now + life.toSeconds())
                .put("grants", patterns(grants))
                .put("groups", groups);
        auth.issuer().ifPresent(issuer -> claims.put("iss", issuer));
        auth.audience().ifPresent(audience -> claims.put("aud", audience));
        return signer.sign(claims, new JWTOptions().setAlgorithm(ALGORITHM).setNoTimestamp(true));
    }

    private static JsonObject patterns(Grants grants) {
        return new JsonObject()
                .put("subscribe", grants.subscribe())
                .put("publish", grants.publish())
                .put("history", grants.history())
                .put("presence", grants.presence());
    }
}
