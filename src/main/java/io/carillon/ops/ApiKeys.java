package io.carillon.ops;

import io.carillon.config.ApiKey;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** The keys that open the API. Comparing takes the same time whatever is offered, its length included. */
final class ApiKeys {
    private final List<byte[]> digests;

    ApiKeys(List<ApiKey> keys) {
        digests = keys.stream().map(ApiKeys::digest).toList();
    }

    boolean none() {
        return digests.isEmpty();
    }

    boolean contains(String offered) {
        byte[] digest = digest(ApiKey.of(offered));
        boolean found = false;
        for (byte[] key : digests) {
            found |= MessageDigest.isEqual(key, digest);
        }
        return found;
    }

    private static byte[] digest(ApiKey key) {
        return HexFormat.of().parseHex(key.sha256());
    }
}
