package io.carillon.auth;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.carillon.config.AuthConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A start without usable keys is refused with a message that names the setting. */
class KeyConfigurationTest {
    private static Vertx vertx;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    @Test
    void noKeyAtAllIsRefused() {
        assertRefused(TestAuth.none(), "auth: no key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", "31 bytes are one byte too short"})
    void aShortSecretIsRefused(String secret) {
        assertRefused(TestAuth.secret(secret), "auth.secret: must have at least 32 bytes");
    }

    @Test
    void ofTwoKeysTheUnusableOneIsNamed() {
        Path good = Forge.es256("secp256r1").pemFile(folder);
        assertRefused(TestAuth.publicKey(good, folder), "auth.publicKey[1]: is a directory");
    }

    @Test
    void aPublicKeyFileMustBeReadable() throws IOException {
        assertRefused(TestAuth.publicKey(folder.resolve("missing.pem")), "auth.publicKey: no such file");
        assertRefused(TestAuth.publicKey(folder), "auth.publicKey: is a directory");
        assertPemRefused("", "is empty");
        assertPemRefused("A".repeat(300_000), "is larger than 256 KiB");
    }

    @Test
    void aPublicKeyFileMustHoldAPublicKey() throws Exception {
        String pem = Forge.es256("secp256r1").verificationKey();
        byte[] garbage = "garbage".getBytes(StandardCharsets.US_ASCII);
        assertPemRefused(" \n", "is not a PEM file with a PUBLIC KEY");
        assertPemRefused("just text", "is not a PEM file with a PUBLIC KEY");
        assertPemRefused(pem.replace("-----END PUBLIC KEY-----", ""), "is not a PEM file with a PUBLIC KEY");
        assertPemRefused("-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----", "holds no RSA key and no EC key");
        assertPemRefused("-----BEGIN PUBLIC KEY-----\nA\n-----END PUBLIC KEY-----", "is not base64");
        assertPemRefused(Forge.pem("PUBLIC KEY", garbage), "holds no RSA key and no EC key");
        assertPemRefused(pem + pem, "holds more than one public key");
    }

    @Test
    void otherKindsOfKeyFilesAreNamed() throws Exception {
        byte[] privateKey = pair("RSA", 2048).getPrivate().getEncoded();
        assertPemRefused(Forge.pem("PRIVATE KEY", privateKey), "holds a private key");
        assertPemRefused(Forge.pem("RSA PRIVATE KEY", privateKey), "holds a private key");
        assertPemRefused(Forge.pem("EC PRIVATE KEY", privateKey), "holds a private key");
        assertPemRefused(Forge.pem("ENCRYPTED PRIVATE KEY", privateKey), "holds an encrypted private key");
        assertPemRefused(
                "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nAAAA\n-----END RSA PRIVATE KEY-----\n",
                "holds an encrypted private key");
        assertPemRefused(Forge.pem("CERTIFICATE", privateKey), "holds a certificate");
        assertPemRefused(Forge.pem("RSA PUBLIC KEY", privateKey), "PKCS #1");
    }

    @Test
    void weakAndForeignKeysAreRefused() throws Exception {
        assertPemRefused(Forge.rs256(1024).verificationKey(), "2048 to 8192 bits, this one has 1024");
        assertPemRefused(Forge.es256("secp384r1").verificationKey(), "must be a point of the curve P-256");
        assertPemRefused(Forge.es256("secp521r1").verificationKey(), "must be a point of the curve P-256");
        KeyPair edwards = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        assertPemRefused(Forge.pem("PUBLIC KEY", edwards.getPublic().getEncoded()), "holds no RSA key and no EC key");
        KeyPair dsa = pair("DSA", 1024);
        assertPemRefused(Forge.pem("PUBLIC KEY", dsa.getPublic().getEncoded()), "holds no RSA key and no EC key");
    }

    @Test
    void aPublicKeyMayHaveTextAroundItAndAnyLineEnds() throws IOException {
        String pem = Forge.es256("secp256r1").verificationKey();
        for (String text : List.of(
                pem, "# our key\n" + pem + "# end\n", pem.replace("\r\n", "\n").replace("\n", "\r\n"), pem.trim())) {
            Path file = Files.writeString(folder.resolve("key.pem"), text);
            assertThatCode(() -> build(TestAuth.publicKey(file))).doesNotThrowAnyException();
        }
    }

    @Test
    void aKeySetFileMustHoldAUsableKey() throws IOException {
        assertRefused(TestAuth.jwks(folder.resolve("missing.json").toString()), "auth.jwks: no such file");
        assertKeySetRefused("", "is empty");
        assertKeySetRefused("[]", "is not a JSON Web Key Set");
        assertKeySetRefused("{}", "the array keys is missing");
        assertKeySetRefused("{\"keys\":{}}", "the array keys is missing");
        assertKeySetRefused("{\"keys\":[]}", "holds no usable key");
        assertKeySetRefused("{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}", "holds no usable key");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://keys.example/jwks.json",
                "http://127.0.0.1.keys.example/jwks.json",
                "http://localhost@keys.example/jwks.json",
                "ftp://keys.example/jwks.json",
                "file:///etc/jwks.json",
                "https:///jwks.json",
                "https://user:password@keys.example/jwks.json",
                "https://keys.example/{tenant}/jwks.json"
            })
    void aKeySetUrlMustBeSafe(String url) {
        assertRefused(TestAuth.jwks(url), "auth.jwks: ");
    }

    @Test
    void aKeySetUrlIsNotAskedAtTheStart() {
        assertThatCode(() -> build(TestAuth.jwks("https://keys.invalid/jwks.json")))
                .doesNotThrowAnyException();
    }

    @Test
    void theSelfCheckFindsAnAuthenticatorThatAcceptsUnsignedTokens() {
        Authenticator credulous = token -> Future.succeededFuture(
                new Identity("x", 0, Optional.empty(), Grants.NONE, List.of(), Optional.empty(), Map.of()));
        assertThatThrownBy(() -> SelfCheck.run(credulous, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("self check");
    }

    private void assertPemRefused(String text, String message) throws IOException {
        assertRefused(
                TestAuth.publicKey(Files.writeString(folder.resolve("key.pem"), text)), "auth.publicKey: ", message);
    }

    private void assertKeySetRefused(String text, String message) throws IOException {
        Path file = Files.writeString(folder.resolve("keys.json"), text);
        assertRefused(TestAuth.jwks(file.toString()), "auth.jwks: ", message);
    }

    private void assertRefused(AuthConfig config, String... messages) {
        assertThatThrownBy(() -> build(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(messages);
    }

    private static JwtAuthenticator build(AuthConfig config) {
        return new JwtAuthenticator(vertx, config, TestAuth.LIMITS, new TestClock());
    }

    private static KeyPair pair(String type, int bits) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
        generator.initialize(bits);
        return generator.generateKeyPair();
    }
}
