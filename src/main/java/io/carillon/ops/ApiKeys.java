package io.carillon.ops;

import io.carillon.config.ApiKey;
import io.carillon.config.ApiKey.Role;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** The keys that open the API. Comparing takes the same time whatever is offered, its length included. */
final class ApiKeys {
    private static final int FINGERPRINT_DIGITS = 8;

    private final List<ApiKey> keys;

    ApiKeys(List<ApiKey> keys) {
        this.keys = List.copyOf(keys);
    }

    boolean none() {
        return keys.isEmpty();
    }

    /** What the holder of this key may do; nothing when it is none of these. */
    Optional<Role> role(String offered) {
        byte[] digest = digest(ApiKey.of(offered));
        Role found = null;
        for (ApiKey key : keys) {
            found = MessageDigest.isEqual(digest(key), digest) ? key.role() : found;
        }
        return Optional.ofNullable(found);
    }

    /** Names a key in the log without telling it: the first 8 hexadecimal digits of its SHA-256. */
    static String fingerprint(String key) {
        return ApiKey.of(key).sha256().substring(0, FINGERPRINT_DIGITS);
    }

    private static byte[] digest(ApiKey key) {
        return HexFormat.of().parseHex(key.sha256());
    }
}
