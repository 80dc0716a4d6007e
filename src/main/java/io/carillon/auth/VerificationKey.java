package io.carillon.auth;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.impl.jose.JWK;
import io.vertx.ext.auth.impl.jose.JWS;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.EllipticCurve;
import java.util.Base64;

/**
 * One key with the one algorithm it may be used for: a key decides the algorithm, never a token. The signature itself
 * is the library's work. Its {@code JWS} is used rather than its whole JWT reader, because that one accepts {@code alg}
 * none while it holds no key, fills up signatures that are too short, and throws on claims of the wrong type.
 *
 * <p>May be used from any thread.
 */
final class VerificationKey {
    private static final int MIN_SECRET_BYTES = 32;
    private static final int HMAC_BYTES = 32;
    private static final int P256_SIGNATURE_BYTES = 64;
    private static final int MIN_RSA_BITS = 2048;
    private static final int MAX_RSA_BITS = 8192;

    private final Algorithm algorithm;
    private final int signatureBytes;
    private final boolean slow;
    private final JWS signatures;

    private VerificationKey(Algorithm algorithm, int signatureBytes, boolean slow, Buffer key) {
        this.algorithm = algorithm;
        this.signatureBytes = signatureBytes;
        this.slow = slow;
        signatures = new JWS(
                new JWK(new PubSecKeyOptions().setAlgorithm(algorithm.name()).setBuffer(key)));
    }

    /**
     * An HS256 key.
     *
     * @throws IllegalArgumentException when it has fewer than 32 bytes in UTF-8 (RFC 7518 section 3.2)
     */
    static VerificationKey secret(String secret) {
        Buffer bytes = Buffer.buffer(secret);
        if (bytes.length() < MIN_SECRET_BYTES) {
            throw new IllegalArgumentException("must have at least 32 bytes");
        }
        return new VerificationKey(Algorithm.HS256, HMAC_BYTES, false, bytes);
    }

    /**
     * An RS256 or ES256 key, by its type.
     *
     * @throws IllegalArgumentException unless it is RSA of 2048 to 8192 bits, or a point of P-256
     */
    static VerificationKey of(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            int bits = rsa.getModulus().bitLength();
            if (bits < MIN_RSA_BITS || bits > MAX_RSA_BITS) {
                throw new IllegalArgumentException("an RSA key must have 2048 to 8192 bits, this one has " + bits);
            }
            return new VerificationKey(Algorithm.RS256, (bits + 7) / 8, bits > MIN_RSA_BITS, pem(key));
        }
        if (key instanceof ECPublicKey ec && isP256(ec.getParams()) && isOnItsCurve(ec)) {
            return new VerificationKey(Algorithm.ES256, P256_SIGNATURE_BYTES, true, pem(key));
        }
        throw new IllegalArgumentException(
                key instanceof ECPublicKey
                        ? "an EC key must be a point of the curve P-256"
                        : "must be an RSA or EC key");
    }

    Algorithm algorithm() {
        return algorithm;
    }

    /** Whether one verification takes so long (a millisecond and more) that it must not run on an event loop. */
    boolean slow() {
        return slow;
    }

    int signatureBytes() {
        return signatureBytes;
    }

    /** @throws RuntimeException for some signatures that are no signatures at all */
    boolean verifies(byte[] signingInput, byte[] signature) {
        return signature.length == signatureBytes && signatures.verify(signature, signingInput);
    }

    private static Buffer pem(PublicKey key) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return Buffer.buffer(("-----BEGIN PUBLIC KEY-----\n" + body + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    private static boolean isP256(ECParameterSpec curve) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(new ECGenParameterSpec("secp256r1"));
            ECParameterSpec p256 = parameters.getParameterSpec(ECParameterSpec.class);
            return curve.getCurve().equals(p256.getCurve())
                    && curve.getGenerator().equals(p256.getGenerator())
                    && curve.getOrder().equals(p256.getOrder());
        } catch (GeneralSecurityException e) {
            throw new IllegalArgumentException("this Java runtime has no P-256", e);
        }
    }

    /** The Java runtime takes any two numbers for a public key. */
    private static boolean isOnItsCurve(ECPublicKey key) {
        EllipticCurve curve = key.getParams().getCurve();
        BigInteger x = key.getW().getAffineX();
        BigInteger y = key.getW().getAffineY();
        BigInteger right = x.pow(3).add(curve.getA().multiply(x)).add(curve.getB());
        return curve.getField() instanceof ECFieldFp field
                && y.pow(2).subtract(right).mod(field.getP()).signum() == 0;
    }
}
