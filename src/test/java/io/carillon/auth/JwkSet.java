package io.carillon.auth;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.List;

/** Key sets for tests, from the numbers of Java's keys. */
record JwkSet(JsonObject json) {
    static JwkSet of(Object... keys) {
        return new JwkSet(new JsonObject().put("keys", new JsonArray(List.of(keys))));
    }

    static JsonObject key(String id, Forge forge) {
        return bare(forge).put("kid", id);
    }

    static JsonObject bare(Forge forge) {
        PublicKey key = forge.publicKey().orElseThrow();
        if (key instanceof RSAPublicKey rsa) {
            return new JsonObject()
                    .put("kty", "RSA")
                    .put("n", number(rsa.getModulus(), (rsa.getModulus().bitLength() + 7) / 8))
                    .put("e", number(rsa.getPublicExponent(), 3));
        }
        ECPublicKey ec = (ECPublicKey) key;
        int bits = ec.getParams().getCurve().getField().getFieldSize();
        return new JsonObject()
                .put("kty", "EC")
                .put("crv", "P-" + bits)
                .put("x", number(ec.getW().getAffineX(), bits / 8))
                .put("y", number(ec.getW().getAffineY(), bits / 8));
    }

    byte[] bytes() {
        return json.encode().getBytes(StandardCharsets.UTF_8);
    }

    Path file(Path folder) {
        try {
            return Files.write(folder.resolve("keys.json"), bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String number(BigInteger value, int length) {
        byte[] bytes = value.toByteArray();
        byte[] exact = new byte[length];
        int from = Math.max(0, bytes.length - length);
        byte[] significant = Arrays.copyOfRange(bytes, from, bytes.length);
        System.arraycopy(significant, 0, exact, length - significant.length, significant.length);
        return Forge.base64(exact);
    }
}
