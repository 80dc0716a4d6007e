package io.carillon.hooks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.buffer.Buffer;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs what is sent, so that the receiver knows who sent it and when: HMAC-SHA256 over the timestamp, a dot and the body.
 * Belongs to one event loop.
 */
final class Signature {
    static final String TIMESTAMP = "X-Carillon-Timestamp";
    static final String SIGNATURE = "X-Carillon-Signature";

    private static final String ALGORITHM = "HmacSHA256";

    private final List<Mac> keys;

    /** @param secrets each signs */
    Signature(List<String> secrets) {
        keys = secrets.stream().map(Signature::key).toList();
    }

    /** @param now epoch milliseconds */
    Map<String, String> headers(Buffer body, long now) {
        byte[] start = (now + ".").getBytes(UTF_8);
        byte[] bytes = body.getBytes();
        List<String> signatures = new ArrayList<>();
        for (Mac key : keys) {
            key.update(start);
            signatures.add("v1=" + HexFormat.of().formatHex(key.doFinal(bytes)));
        }
        return Map.of(
                "Content-Type",
                "application/json",
                "User-Agent",
                "Carillon",
                TIMESTAMP,
                Long.toString(now),
                SIGNATURE,
                String.join(",", signatures));
    }

    private static Mac key(String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), ALGORITHM));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
