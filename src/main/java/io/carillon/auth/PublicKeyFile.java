package io.carillon.auth;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a public key from a PEM file (RFC 7468 section 13), with a message that helps for everything else. */
final class PublicKeyFile {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN PUBLIC KEY-----([A-Za-z0-9+/=\\s]*+)-----END PUBLIC KEY-----");

    private PublicKeyFile() {}

    /** @throws IllegalArgumentException when the file cannot be read or holds no usable public key */
    static VerificationKey read(Path file) {
        String text = new String(KeyFile.read(file), StandardCharsets.ISO_8859_1);
        refuseOtherKinds(text);
        Matcher block = BLOCK.matcher(text);
        if (!block.find()) {
            throw new IllegalArgumentException("is not a PEM file with a PUBLIC KEY");
        }
        byte[] encoded = decode(block.group(1));
        if (block.find()) {
            throw new IllegalArgumentException("holds more than one public key");
        }
        return VerificationKey.of(key(encoded));
    }

    private static void refuseOtherKinds(String text) {
        if (text.contains("ENCRYPTED")) {
            throw new IllegalArgumentException("holds an encrypted private key; the public key belongs here");
        }
        if (text.contains("PRIVATE KEY-----")) {
            throw new IllegalArgumentException("holds a private key; the public key belongs here"
                    + " (openssl pkey -in private.pem -pubout -out public.pem)");
        }
        if (text.contains("BEGIN CERTIFICATE-----")) {
            throw new IllegalArgumentException("holds a certificate; take the key out of it"
                    + " (openssl x509 -in certificate.pem -pubkey -noout)");
        }
        if (text.contains("BEGIN RSA PUBLIC KEY-----")) {
            throw new IllegalArgumentException("holds an RSA key in PKCS #1 form; convert it"
                    + " (openssl rsa -RSAPublicKey_in -in key.pem -pubout)");
        }
    }

    private static byte[] decode(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("holds a PUBLIC KEY that is not base64", e);
        }
    }

    private static PublicKey key(byte[] encoded) {
        for (String type : List.of("RSA", "EC")) {
            try {
                return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(encoded));
            } catch (InvalidKeySpecException otherType) {
                continue;
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalArgumentException("this Java runtime has no " + type + " keys", e);
            }
        }
        throw new IllegalArgumentException("holds no RSA key and no EC key on the curve P-256");
    }
}
