package io.carillon.session;

import io.carillon.auth.Authenticator;
import io.carillon.auth.Identity;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Knows a few tokens by heart. */
final class TestTokens implements Authenticator {
    final Map<String, Identity> known = new ConcurrentHashMap<>();
    /** Those whose verification ends when the test says so. */
    final Map<String, Promise<Identity>> slow = new ConcurrentHashMap<>();

    @Override
    public Future<Identity> authenticate(String token) {
        if (slow.containsKey(token)) {
            return slow.get(token).future();
        }
        Identity identity = known.get(token);
        return identity == null ? Future.failedFuture("unknown token") : Future.succeededFuture(identity);
    }
}
