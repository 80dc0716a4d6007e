package io.carillon.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.carillon.config.AuthConfig;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtAuthenticatorTest {
    private static final Forge HMAC = Forge.hs256("the secret of the server, long enough");
    private static final Forge RSA = Forge.rs256(2048);
    private static final Forge EC = Forge.es256("secp256r1");

    private static Vertx vertx;

    @TempDir
    private static Path folder;

    private final TestClock clock = new TestClock();
    private Authenticator hmac;
    private Authenticator rsa;
    private Authenticator ec;

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stop() {
        vertx.close().await();
    }

    @BeforeEach
    void build() {
        hmac = authenticator(TestAuth.secret(HMAC.verificationKey()));
        rsa = authenticator(TestAuth.publicKey(RSA.pemFile(folder)));
        ec = authenticator(TestAuth.publicKey(EC.pemFile(folder)));
    }

    @Test
    void everyClaimArrivesInTheIdentity() throws Exception {
        Identity identity = accepted(Payload.good()
                .with("sub", "\"J\u00f6rg \ud83d\udd14\"")
                .with("jti", "\"t-1\"")
                .with("iat", Payload.NOW)
                .with("nbf", Payload.NOW)
                .with(
                        "grants",
                        "{\"subscribe\":[\"a:*\"],\"publish\":[\"b\"],\"history\":[],\"presence\":[\"*\",\"c\"]}")
                .with("groups", "[\"red\",\"blue\",\"red\"]")
                .with("info", "{\"name\":\"J\u00f6rg\",\"n\":[1,2.5,null]}")
                .with("meta", "{\"plan\":\"pro\"}"));

        assertThat(identity)
                .isEqualTo(new Identity(
                        "J\u00f6rg \ud83d\udd14",
                        (Payload.NOW + 3600) * 1000,
                        Optional.of("t-1"),
                        new Grants(List.of("a:*"), List.of("b"), List.of(), List.of("*", "c")),
                        List.of("red", "blue"),
                        Optional.of("{\"name\":\"J\u00f6rg\",\"n\":[1,2.5,null]}"),
                        Map.of("plan", "\"pro\"")));
    }

    @Test
    void absentClaimsAreEmpty() throws Exception {
        assertThat(accepted(Payload.good()))
                .isEqualTo(new Identity(
                        "alice",
                        (Payload.NOW + 3600) * 1000,
                        Optional.empty(),
                        Grants.NONE,
                        List.of(),
                        Optional.empty(),
                        Map.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"carillon\"", "[\"carillon\"]", "[\"other\",\"carillon\"]"})
    void theAudienceMayBeATextOrAnArray(String audience) throws Exception {
        assertThat(accepted(Payload.good().with("aud", audience)).userId()).isEqualTo("alice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "true",
                "\"text\"",
                "[1,{\"a\":[]}]",
                "{ \"n\" : 1.50e+3,\t\"s\":\"\\u00e4\u00e4\" }",
                "{\"a\":1,\"a\":2}",
                "{\"\\ud800\":1}"
            })
    void theInfoMayBeAnyJsonAndStaysAsItIs(String info) throws Exception {
        assertThat(accepted(Payload.good().with("info", info)).info()).contains(info);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7.10",
                "9007199254740993",
                "1e400",
                "\"\\ud800\"",
                "{\"a\":1,\"a\":2}",
                "{\"\\ud800\":1}",
                "null",
                "[1,{\"a\":[]}]",
                "{ \"n\" : 1.50e+3 }"
            })
    void aValueOfTheMetadataMayBeAnyJsonAndStaysAsItIs(String value) throws Exception {
        assertThat(accepted(Payload.good().with("meta", "{ \"a\":" + value + " ,\"b\":1.0}"))
                        .meta())
                .containsExactly(Map.entry("a", value), Map.entry("b", "1.0"));
    }

    @Test
    void aNumberInATokenMayBeAsLongAsTheToken() throws Exception {
        String digits = "3".repeat(3_000);
        assertThat(accepted(Payload.good().with("meta", "{\"a\":" + digits + "}"))
                        .meta())
                .containsEntry("a", digits);
        assertThat(accepted(Payload.good().with("info", digits)).info()).contains(digits);
        assertThat(accepted(Payload.good().with("scope", digits)).userId()).isEqualTo("alice");
    }

    @Test
    void aNullInfoIsNone() throws Exception {
        assertThat(accepted(Payload.good().with("info", "null")).info()).isEmpty();
    }

    @Test
    void timesMayHaveAFraction() throws Exception {
        Payload payload = Payload.good().with("exp", Payload.NOW + 60 + ".25").with("iat", Payload.NOW + ".5");
        assertThat(accepted(payload).expiresAt()).isEqualTo((Payload.NOW + 60) * 1000 + 250);
    }

    @Test
    void clocksMayDifferByTheLeeway() throws Exception {
        assertThat(accepted(Payload.good().with("exp", Payload.NOW - 4)).userId())
                .isEqualTo("alice");
        assertThat(accepted(Payload.good().with("nbf", Payload.NOW + 5)).userId())
                .isEqualTo("alice");
        assertThat(accepted(Payload.good().with("exp", Payload.NOW + 86_405)).userId())
                .isEqualTo("alice");
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 20, 3600, 48 * 3600})
    void aTokenFromTheFutureIsGood(long seconds) throws Exception {
        assertThat(accepted(Payload.good().with("iat", Payload.NOW + seconds)).userId())
                .isEqualTo("alice");
    }

    @Test
    void boundsThemselvesAreAllowed() throws Exception {
        String longest = "\"" + "s".repeat(255) + "\"";
        String many = "[" + "\"*\",".repeat(255) + longest + "]";
        assertThat(accepted(Payload.good().with("sub", longest)).userId()).hasSize(255);
        assertThat(accepted(Payload.good().with("grants", "{\"publish\":" + many + "}"))
                        .grants()
                        .publish())
                .hasSize(256);
        assertThat(accepted(Payload.good().with("info", "\"" + "i".repeat(4094) + "\""))
                        .info())
                .isPresent();
        assertThat(accepted(Payload.good().with("meta", "{\"m\":\"" + "m".repeat(4088) + "\"}"))
                        .meta()
                        .size())
                .isEqualTo(1);
        assertThat(accepted(Payload.good().with("info", "[".repeat(31) + "]".repeat(31)))
                        .info())
                .isPresent();
    }

    @Test
    void unknownClaimsAndUnknownGrantsAreIgnored() throws Exception {
        Payload payload = Payload.good().with("scope", "7").with("grants", "{\"administer\":true,\"publish\":[\"a\"]}");
        assertThat(accepted(payload).grants().publish()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"alg\":\"HS256\"}",
                "{\"typ\":\"jwt\",\"alg\":\"HS256\"}",
                "{\"typ\":\"at+jwt\",\"alg\":\"HS256\"}",
                "{\"typ\":\"AT+JWT\",\"alg\":\"HS256\"}",
                "{\"typ\":\"application/at+jwt\",\"alg\":\"HS256\"}",
                "{\"typ\":\"Application/At+Jwt\",\"alg\":\"HS256\"}",
                "{\"alg\":\"HS256\",\"kid\":\"any\"}",
                "{\"alg\":\"HS256\",\"jku\":\"http://127.0.0.1:9/\",\"x5u\":1,\"jwk\":{},\"x5c\":[],\"cty\":\"JWT\"}"
            })
    void otherHeadersOfAGoodTokenDoNotMatter(String header) throws Exception {
        String token = HMAC.token(header, Payload.good().json());
        assertThat(TestAuth.identity(hmac.authenticate(token)).userId()).isEqualTo("alice");
    }

    @Test
    void issuerAndAudienceAreFreeWhenNotConfigured() throws Exception {
        AuthConfig config = new AuthConfig(
                List.of(HMAC.verificationKey()),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ZERO,
                Duration.ofHours(24),
                Duration.ZERO,
                false);
        Authenticator free = authenticator(config);

        assertThat(TestAuth.identity(free.authenticate(HMAC.token(Payload.good())))
                        .userId())
                .isEqualTo("alice");
        Payload bare = Payload.good().without("iss").without("aud");
        assertThat(TestAuth.identity(free.authenticate(HMAC.token(bare))).userId())
                .isEqualTo("alice");
        assertThat(TestAuth.refusal(free.authenticate(HMAC.token(bare.with("aud", "[1]")))))
                .hasMessageContaining("aud");
    }

    @Test
    void eachOfTwoSecretsVerifies() throws Exception {
        Forge old = Forge.hs256("the secret before, and long enough it was");
        Authenticator both = authenticator(TestAuth.secret(HMAC.verificationKey(), old.verificationKey()));

        assertThat(both.authenticate(HMAC.token(Payload.good())).succeeded()).isTrue();
        assertThat(both.authenticate(old.token(Payload.good())).succeeded()).isTrue();
        assertThat(TestAuth.refusal(both.authenticate(
                        Forge.hs256("a third one, which is nobody's secret").token(Payload.good()))))
                .hasMessageContaining("signature");
    }

    @Test
    void eachOfTwoPublicKeysVerifiesWhateverTheirTypes() throws Exception {
        Path second = Files.createDirectories(folder.resolve("second"));
        Forge otherEc = Forge.es256("secp256r1");
        Authenticator mixed = authenticator(TestAuth.publicKey(RSA.pemFile(folder), EC.pemFile(folder)));
        Authenticator alike = authenticator(TestAuth.publicKey(EC.pemFile(folder), otherEc.pemFile(second)));

        for (Forge key : List.of(RSA, EC)) {
            assertThat(TestAuth.identity(mixed.authenticate(key.token(Payload.good())))
                            .userId())
                    .isEqualTo("alice");
        }
        for (Forge key : List.of(EC, otherEc)) {
            assertThat(TestAuth.identity(alike.authenticate(key.token(Payload.good())))
                            .userId())
                    .isEqualTo("alice");
        }
        assertThat(TestAuth.refusal(mixed.authenticate(otherEc.token(Payload.good()))))
                .hasMessageContaining("signature");
    }

    @Test
    void fastSignaturesAreAnsweredAtOnce() {
        assertThat(hmac.authenticate(HMAC.token(Payload.good())).succeeded()).isTrue();
        assertThat(rsa.authenticate(RSA.token(Payload.good())).succeeded()).isTrue();
        assertThat(hmac.authenticate("nonsense").failed()).isTrue();
    }

    @Test
    void slowSignaturesComeBackToTheEventLoop() throws Exception {
        Context loop = vertx.getOrCreateContext();
        CompletableFuture<Context> answeredOn = new CompletableFuture<>();
        loop.runOnContext(start -> ec.authenticate(EC.token(Payload.good()))
                .onComplete(done -> answeredOn.complete(Vertx.currentContext())));

        assertThat(answeredOn.get(10, TimeUnit.SECONDS)).isSameAs(loop);
    }

    @Test
    void aTokenSeenBeforeIsAnsweredAtOnceUntilAMinuteHasPassed() throws Exception {
        String token = EC.token(Payload.good());
        Identity first = TestAuth.identity(ec.authenticate(token));

        assertThat(ec.authenticate(token).result()).isSameAs(first);
        clock.advance(Duration.ofSeconds(59));
        assertThat(ec.authenticate(token).result()).isSameAs(first);
        clock.advance(Duration.ofSeconds(1));
        assertThat(TestAuth.identity(ec.authenticate(token))).isNotSameAs(first);
    }

    @Test
    void aTokenSeenBeforeStillExpires() throws Exception {
        String token = EC.token(Payload.good().with("exp", Payload.NOW + 10));
        TestAuth.identity(ec.authenticate(token));

        clock.advance(Duration.ofSeconds(15));

        assertThat(TestAuth.refusal(ec.authenticate(token)))
                .isInstanceOf(InvalidTokenException.class)
                .hasMessageContaining("expired");
    }

    @Test
    void anotherSignatureUnderAKnownPayloadIsRefused() throws Exception {
        String token = RSA.token(Payload.good());
        TestAuth.identity(rsa.authenticate(token));
        char last = token.charAt(token.length() - 10);
        String changed = token.substring(0, token.length() - 10)
                + (last == 'A' ? 'B' : 'A')
                + token.substring(token.length() - 9);

        assertThat(TestAuth.refusal(rsa.authenticate(changed))).isInstanceOf(InvalidTokenException.class);
    }

    @Test
    void nothingIsThrownAtTheCaller() {
        for (String token : new String[] {null, "", ".", "..", "\u0000", "a.b.c", "....", "=.=.="}) {
            assertThatCode(() -> hmac.authenticate(token)).doesNotThrowAnyException();
        }
    }

    private Identity accepted(Payload payload) throws Exception {
        return TestAuth.identity(hmac.authenticate(HMAC.token(payload)));
    }

    private Authenticator authenticator(AuthConfig config) {
        return new JwtAuthenticator(vertx, config, TestAuth.LIMITS, clock);
    }
}
