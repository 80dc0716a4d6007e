package io.carillon.session;

import io.carillon.auth.Identity;
import java.time.Duration;

/**
 * When the token of a connection is over: at its {@code exp}, but for the leeway that the handshake grants as well. For the
 * grace behind that its bearer keeps what it has. One per event loop.
 */
final class TokenExpiry {
    private long leewayMillis;
    private long graceMillis;

    TokenExpiry(Duration leeway, Duration grace) {
        become(leeway, grace);
    }

    /** The configuration is another. */
    void become(Duration leeway, Duration grace) {
        leewayMillis = leeway.toMillis();
        graceMillis = grace.toMillis();
    }

    /** Whether nothing more is given for the token. */
    boolean isOver(Identity identity, long now) {
        return identity.expiresAt() <= now - leewayMillis;
    }

    /** Whether its connection is to end. */
    boolean isGraceOver(Identity identity, long now) {
        return identity.expiresAt() <= now - leewayMillis - graceMillis;
    }
}
