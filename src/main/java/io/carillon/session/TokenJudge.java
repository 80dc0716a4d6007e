package io.carillon.session;

import io.carillon.auth.Authenticator;
import io.carillon.auth.Identity;
import io.carillon.auth.InvalidTokenException;
import io.carillon.broker.BrokerUnavailableException;
import io.carillon.bus.Revoked;
import io.carillon.channel.Revocation.Kind;
import io.carillon.channel.Revocation.Subject;
import io.vertx.core.Future;
import java.time.Clock;

/**
 * Lets through whose token is good and not revoked. Until it is known what is revoked, nobody: fails with {@link
 * BrokerUnavailableException} then. One per event loop.
 */
final class TokenJudge implements Authenticator {
    private final Authenticator authenticator;
    private final Clock clock;
    private Revoked revoked;

    TokenJudge(Authenticator authenticator, Clock clock) {
        this.authenticator = authenticator;
        this.clock = clock;
    }

    /** From now on this is revoked, and nothing else. */
    void become(Revoked next) {
        revoked = next;
    }

    /** Whether it is known what is revoked. */
    boolean isInformed() {
        return revoked != null;
    }

    @Override
    public void prepare() {
        authenticator.prepare();
    }

    @Override
    public void reload() {
        authenticator.reload();
    }

    @Override
    public void inspect(String token) {
        authenticator.inspect(token);
    }

    @Override
    public Future<Identity> authenticate(String token) {
        return authenticator.authenticate(token).map(this::judge);
    }

    /**
     * Judges once more who has been judged before.
     *
     * @throws InvalidTokenException when the token is revoked
     */
    Identity judge(Identity identity) {
        if (revoked == null) {
            throw new BrokerUnavailableException("What is revoked has not been read yet");
        }
        if (isRevoked(identity)) {
            throw new InvalidTokenException("token is revoked");
        }
        return identity;
    }

    /** Only once it is known what is. */
    boolean isRevoked(Identity identity) {
        long now = clock.millis();
        return revoked.isRevoked(new Subject(Kind.USER, identity.userId()), now)
                || identity.tokenId().isPresent()
                        && revoked.isRevoked(
                                new Subject(Kind.TOKEN, identity.tokenId().get()), now);
    }
}
