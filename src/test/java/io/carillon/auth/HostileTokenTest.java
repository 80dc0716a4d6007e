package io.carillon.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every attack against every kind of key. */
class HostileTokenTest {
    private static final Forge HMAC = Forge.hs256("the secret of the server, long enough");
    private static final Forge RSA = Forge.rs256(2048);
    private static final Forge EC = Forge.es256("secp256r1");
    private static final List<Forge> OWNERS = List.of(HMAC, RSA, EC);
    private static final List<Forge> STRANGERS = List.of(
            Forge.hs256("a stranger's secret that is long enough"), Forge.rs256(2048), Forge.es256("secp256r1"));

    private static Vertx vertx;
    private static List<Authenticator> authenticators;
    private static Authenticator everyKind;

    @BeforeAll
    static void start(@TempDir Path folder) {
        vertx = Vertx.vertx();
        TestClock clock = new TestClock();
        authenticators = List.of(
                new JwtAuthenticator(vertx, TestAuth.secret(HMAC.verificationKey()), TestAuth.LIMITS, clock),
                new JwtAuthenticator(vertx, TestAuth.publicKey(RSA.pemFile(folder)), TestAuth.LIMITS, clock),
                new JwtAuthenticator(vertx, TestAuth.publicKey(EC.pemFile(folder)), TestAuth.LIMITS, clock));
        everyKind = new JwtAuthenticator(
                vertx,
                TestAuth.config(
                        List.of(HMAC.verificationKey()),
                        List.of(RSA.pemFile(folder)),
                        Optional.of(JwkSet.of(JwkSet.key("ec", EC)).file(folder).toString())),
                TestAuth.LIMITS,
                clock);
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    static Stream<Arguments> attacks() {
        List<Attack> attacks = new ArrayList<>(ShapeAttacks.all());
        attacks.addAll(HeaderAttacks.all());
        attacks.addAll(ClaimAttacks.all());
        attacks.addAll(SignatureAttacks.all());
        return Stream.of(0, 1, 2)
                .flatMap(kind -> attacks.stream()
                        .map(attack -> Arguments.of(OWNERS.get(kind).algorithm(), attack.name(), kind, attack)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("attacks")
    void isRefusedByItsRule(String algorithm, String name, int kind, Attack attack) {
        String token = attack.maker().token(OWNERS.get(kind), STRANGERS.get(kind));
        assertRefused(authenticators.get(kind), token, attack.rule());
        assertRefused(everyKind, token, attack.rule());
    }

    @Test
    void aMissingTokenIsRefused() {
        authenticators.forEach(authenticator -> assertRefused(authenticator, null, "token is missing"));
    }

    @Test
    void aPublicKeyNeverServesAsASecret() {
        for (Forge owner : List.of(RSA, EC)) {
            byte[] der = owner.publicKey().orElseThrow().getEncoded();
            String pem = owner.verificationKey();
            for (byte[] secret : List.of(
                    pem.getBytes(StandardCharsets.US_ASCII),
                    pem.trim().getBytes(StandardCharsets.US_ASCII),
                    Forge.pem("PUBLIC KEY", der).replace("\r", "").getBytes(StandardCharsets.US_ASCII),
                    der,
                    Base64.getEncoder().encode(der))) {
                String token =
                        HMAC.as("HS256", input -> Forge.hmac(secret, input)).token(Payload.good());
                assertRefused(authenticators.get(OWNERS.indexOf(owner)), token, "alg is not a configured algorithm");
                assertRefused(everyKind, token, "signature fits no key");
            }
        }
    }

    @Test
    void aSecretNeverServesForAnotherAlgorithm() {
        byte[] secret = HMAC.verificationKey().getBytes(StandardCharsets.UTF_8);
        for (String algorithm : List.of("RS256", "ES256")) {
            String token =
                    HMAC.as(algorithm, input -> Forge.hmac(secret, input)).token(Payload.good());
            assertRefused(authenticators.get(0), token, "alg is not a configured algorithm");
            assertRefused(everyKind, token, "signature fits no key");
        }
        for (String bits : List.of("384", "512")) {
            String token = HMAC.as("HS" + bits, input -> Forge.hmac("HmacSHA" + bits, secret, input))
                    .token(Payload.good());
            assertRefused(everyKind, token, "alg is not a configured algorithm");
        }
    }

    @Test
    void theAlgorithmsOfTwoPublicKeysDoNotMix() {
        assertRefused(everyKind, RSA.as("ES256", RSA.signer()).token(Payload.good()), "signature fits no key");
        assertRefused(everyKind, EC.as("RS256", EC.signer()).token(Payload.good()), "signature fits no key");
    }

    @Test
    void aSignatureOfZerosIsRefused() {
        for (int kind = 0; kind < OWNERS.size(); kind++) {
            String token = SignatureAttacks.replaced(
                    OWNERS.get(kind), signature -> SignatureAttacks.filled(signature, (byte) 0));
            assertRefused(authenticators.get(kind), token, "");
            assertRefused(everyKind, token, "");
        }
    }

    @Test
    void anEcSignatureInDerFormIsRefused() {
        String token = SignatureAttacks.replaced(EC, SignatureAttacks::der);
        assertRefused(authenticators.get(2), token, "signature fits no key");
    }

    @Test
    void anRsaSignatureWithoutItsFinalZeroIsRefused() {
        for (int i = 0; ; i++) {
            String token = RSA.token(Payload.good().with("jti", "\"" + i + "\""));
            int dot = token.lastIndexOf('.') + 1;
            byte[] signature = Base64.getUrlDecoder().decode(token.substring(dot));
            if (signature[signature.length - 1] == 0) {
                byte[] cut = Arrays.copyOf(signature, signature.length - 1);
                assertRefused(
                        authenticators.get(1), token.substring(0, dot) + Forge.base64(cut), "signature fits no key");
                return;
            }
        }
    }

    @Test
    void theGoodTokenOfEachKindPasses() throws Exception {
        for (int kind = 0; kind < OWNERS.size(); kind++) {
            String token = OWNERS.get(kind).token(Payload.good());
            authenticators.get(kind).inspect(token);
            assertThat(TestAuth.identity(authenticators.get(kind).authenticate(token))
                            .userId())
                    .isEqualTo("alice");
        }
        assertThat(TestAuth.identity(everyKind.authenticate(HMAC.token(Payload.good())))
                        .userId())
                .isEqualTo("alice");
        assertThat(TestAuth.identity(everyKind.authenticate(RSA.token(Payload.good())))
                        .userId())
                .isEqualTo("alice");
        assertThat(TestAuth.identity(everyKind.authenticate(EC.token(Payload.good())))
                        .userId())
                .isEqualTo("alice");
    }

    private static void assertRefused(Authenticator authenticator, String token, String rule) {
        assertThat(TestAuth.refusal(authenticator.authenticate(token)))
                .isInstanceOf(InvalidTokenException.class)
                .hasMessageContaining(rule);
        Throwable atOnce = catchThrowable(() -> authenticator.inspect(token));
        if (atOnce != null) {
            assertThat(atOnce).isInstanceOf(InvalidTokenException.class).hasMessageContaining(rule);
        }
    }
}
