package io.carillon.ops;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** The keys that open the API. Comparing takes the same time whatever is offered, its length included. */
final class ApiKeys {
    private final List<byte[]> digests;

    ApiKeys(List<String> keys) {
        digests = keys.stream().map(ApiKeys::digest).toList();
    }

    boolean none() {
        return digests.isEmpty();
    }

    boolean contains(String offered) {
        byte[] digest = digest(offered);
        boolean found = false;
        for (byte[] key : digests) {
            found |= MessageDigest.isEqual(key, digest);
        }
        return found;
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
