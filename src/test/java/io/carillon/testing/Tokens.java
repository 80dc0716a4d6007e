package io.carillon.testing;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes HS256 tokens by hand, so that tests depend on nobody's JWT library. */
public record Tokens(String secret) {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    /** A token for an hour without grants. */
    public String of(String user) {
        return signed(claims(user));
    }

    /** A token that runs out after so many seconds; negative: has run out. */
    public String lasting(String user, long seconds) {
        return signed(claims(user).put("exp", now() + seconds));
    }

    /** A token for an hour that grants subscribing and publishing by patterns. */
    public String granting(String user, List<String> subscribe, List<String> publish) {
        return signed(claims(user)
                .put(
                        "grants",
                        new JsonObject()
                                .put("subscribe", new JsonArray(subscribe))
                                .put("publish", new JsonArray(publish))));
    }

    /** The claims of {@link #of}, to be changed. */
    public static JsonObject claims(String user) {
        return new JsonObject().put("sub", user).put("iat", now()).put("exp", now() + 3600);
    }

    public String signed(JsonObject claims) {
        return signedText(claims.encode());
    }

    /** @param claims as JSON text, which the token has byte for byte */
    public String signedText(String claims) {
        String content = encoded("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encoded(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return content + "." + BASE64.encodeToString(mac.doFinal(content.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Claim {@code exp} of a token, in seconds. */
    public static long expiry(String token) {
        byte[] claims = Base64.getUrlDecoder().decode(token.split("\\.")[1]);
        return new JsonObject(new String(claims, StandardCharsets.UTF_8)).getLong("exp");
    }

    private static String encoded(String text) {
        return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }
}
