package io.carillon.auth;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes tokens with the Java runtime alone, good ones and bad ones.
 *
 * @param algorithm the {@code alg} it signs with
 * @param verificationKey the PEM text or the secret with which its tokens are verified
 */
record Forge(String algorithm, Signer signer, String verificationKey, Optional<PublicKey> publicKey) {
    interface Signer {
        byte[] sign(byte[] input) throws GeneralSecurityException;
    }

    static Forge hs256(String secret) {
        return new Forge(
                "HS256", input -> hmac(secret.getBytes(StandardCharsets.UTF_8), input), secret, Optional.empty());
    }

    static Forge rs256(int bits) {
        KeyPairGenerator generator = generator("RSA");
        generator.initialize(bits);
        return signedBy("RS256", "SHA256withRSA", generator.generateKeyPair());
    }

    static Forge es256(String curve) {
        try {
            KeyPairGenerator generator = generator("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return signedBy("ES256", "SHA256withECDSAinP1363Format", generator.generateKeyPair());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Forge signedBy(String algorithm, String javaName, KeyPair pair) {
        Signer signer = input -> {
            Signature signature = Signature.getInstance(javaName);
            signature.initSign(pair.getPrivate());
            signature.update(input);
            return signature.sign();
        };
        return new Forge(
                algorithm, signer, pem("PUBLIC KEY", pair.getPublic().getEncoded()), Optional.of(pair.getPublic()));
    }

    String token(Payload payload) {
        return token(header(), payload.json());
    }

    String token(String header, String payload) {
        return signed(base64(header) + "." + base64(payload));
    }

    /** Signs header and payload as they stand, whatever they are. */
    String signed(String signingInput) {
        return signingInput + "." + base64(signature(signingInput));
    }

    byte[] signature(String signingInput) {
        try {
            return signer.sign(signingInput.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    String header() {
        return "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}";
    }

    /** The default header with one more field. */
    String header(String name, String rawJson) {
        return "{\"alg\":\"" + algorithm + "\",\"" + name + "\":" + rawJson + "}";
    }

    /** The same key and another signature algorithm, or another name of it. */
    Forge as(String otherAlgorithm, Signer otherSigner) {
        return new Forge(otherAlgorithm, otherSigner, verificationKey, publicKey);
    }

    Path pemFile(Path folder) {
        try {
            return Files.writeString(folder.resolve(algorithm + ".pem"), verificationKey);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static byte[] hmac(byte[] key, byte[] input) {
        return hmac("HmacSHA256", key, input);
    }

    static byte[] hmac(String javaName, byte[] key, byte[] input) {
        try {
            Mac mac = Mac.getInstance(javaName);
            mac.init(new SecretKeySpec(key, javaName));
            return mac.doFinal(input);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(String label, byte[] encoded) {
        return "-----BEGIN " + label + "-----\n" + Base64.getMimeEncoder().encodeToString(encoded) + "\n-----END "
                + label + "-----\n";
    }

    static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyPairGenerator generator(String type) {
        try {
            return KeyPairGenerator.getInstance(type);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
