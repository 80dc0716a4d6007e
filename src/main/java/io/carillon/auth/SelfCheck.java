package io.carillon.auth;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * Proves at the start that what was built refuses what must never pass, whatever version of the library and of the
 * Java runtime it stands on: an unsigned token, and signatures that the key did not make. Among these is the one of
 * zeros, which some runtimes took for every ES256 signature (CVE-2022-21449).
 */
final class SelfCheck {
    private static final byte[] SIGNED = "self.check".getBytes(StandardCharsets.US_ASCII);

    private SelfCheck() {}

    /** @throws IllegalArgumentException when anything of it is accepted */
    static void run(Authenticator authenticator, List<VerificationKey> keys) {
        String claims = base64("{\"sub\":\"self-check\",\"exp\":4102444800}");
        for (String token : List.of(
                base64("{\"alg\":\"none\"}") + "." + claims + ".",
                base64("{\"alg\":\"none\"}") + "." + claims + "." + base64("signature"))) {
            Future<Identity> answer = authenticator.authenticate(token);
            require(answer.failed(), "a token without a signature was not refused");
        }
        for (VerificationKey key : keys) {
            require(!accepts(key, (byte) 0) && !accepts(key, (byte) 1), "a wrong signature was not refused");
        }
    }

    private static boolean accepts(VerificationKey key, byte filling) {
        byte[] signature = new byte[key.signatureBytes()];
        Arrays.fill(signature, filling);
        try {
            return key.verifies(SIGNED, signature);
        } catch (RuntimeException malformed) {
            return false;
        }
    }

    private static void require(boolean condition, String problem) {
        if (!condition) {
            throw new IllegalArgumentException("auth: self check failed, " + problem);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
