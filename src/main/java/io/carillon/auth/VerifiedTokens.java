package io.carillon.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens whose signature was verified within the last minute, so that a storm of reconnects does not verify the same
 * one over and over. Holds their digests, not the tokens. Whoever takes one out checks its times again.
 *
 * <p>Belongs to one event loop.
 */
final class VerifiedTokens {
    static final int MAX_ENTRIES = 10_000;
    static final long MAX_AGE_MILLIS = 60_000;

    private final Map<ByteBuffer, VerifiedToken> byDigest = new HashMap<>();
    /** In the order of arrival, which is the order in which they leave. */
    private final ArrayDeque<Arrival> arrivals = new ArrayDeque<>();

    private record Arrival(ByteBuffer digest, long at) {}

    Optional<VerifiedToken> find(String token, long now) {
        removeOld(now);
        return byDigest.isEmpty() ? Optional.empty() : Optional.ofNullable(byDigest.get(digest(token)));
    }

    void add(String token, VerifiedToken verified, long now) {
        removeOld(now);
        ByteBuffer digest = digest(token);
        if (byDigest.putIfAbsent(digest, verified) == null) {
            arrivals.add(new Arrival(digest, now));
        }
        if (arrivals.size() > MAX_ENTRIES) {
            byDigest.remove(arrivals.remove().digest());
        }
    }

    private void removeOld(long now) {
        while (!arrivals.isEmpty() && now - arrivals.peek().at() >= MAX_AGE_MILLIS) {
            byDigest.remove(arrivals.remove().digest());
        }
    }

    private static ByteBuffer digest(String token) {
        try {
            byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
