package io.carillon.ops;

import io.carillon.config.ApiKey;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** The keys that open the API. Comparing takes the same time whatever is offered, its length included. */
final class ApiKeys {
    private static final int FINGERPRINT_DIGITS = 8;

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

    /** Names a key in the log without telling it: the first 8 hexadecimal digits of its SHA-256. */
    static String fingerprint(String key) {
        return ApiKey.of(key).sha256().substring(0, FINGERPRINT_DIGITS);
    }

    private static byte[] digest(ApiKey key) {
        return HexFormat.of().parseHex(key.sha256());
    }
}
