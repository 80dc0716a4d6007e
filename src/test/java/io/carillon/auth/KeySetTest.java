package io.carillon.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KeySetTest {
    private static final Forge RSA = Forge.rs256(2048);
    private static final Forge EC = Forge.es256("secp256r1");

    @Test
    void findsByAlgorithmAndKeyId() {
        KeySet set = KeySet.parse(
                JwkSet.of(JwkSet.key("a", RSA), JwkSet.key("b", EC)).bytes());

        assertThat(set.find(Algorithm.RS256, Optional.of("a"))).isPresent();
        assertThat(set.find(Algorithm.ES256, Optional.of("b"))).isPresent();
        assertThat(set.find(Algorithm.RS256, Optional.of("b"))).isEmpty();
        assertThat(set.find(Algorithm.ES256, Optional.of("a"))).isEmpty();
        assertThat(set.find(Algorithm.HS256, Optional.of("a"))).isEmpty();
        assertThat(set.find(Algorithm.RS256, Optional.of("A"))).isEmpty();
    }

    @Test
    void withoutKeyIdTheAlgorithmMustHaveOneKeyAlone() {
        JsonObject other = JwkSet.key("c", Forge.es256("secp256r1"));
        KeySet set = KeySet.parse(
                JwkSet.of(JwkSet.key("a", RSA), JwkSet.key("b", EC), other).bytes());

        assertThat(set.find(Algorithm.RS256, Optional.empty())).isPresent();
        assertThat(set.find(Algorithm.ES256, Optional.empty())).isEmpty();
    }

    @Test
    void aKeyIdThatOccursTwiceFindsNothing() {
        JsonObject other = JwkSet.key("b", Forge.es256("secp256r1"));
        KeySet set = KeySet.parse(
                JwkSet.of(JwkSet.key("b", RSA), JwkSet.key("b", EC), other).bytes());

        assertThat(set.find(Algorithm.ES256, Optional.of("b"))).isEmpty();
        assertThat(set.find(Algorithm.RS256, Optional.of("b"))).isPresent();
    }

    @Test
    void optionalFieldsMaySayWhatIsSoAnyway() {
        JsonObject full = JwkSet.key("a", RSA)
                .put("use", "sig")
                .put("alg", "RS256")
                .put("key_ops", new JsonArray().add("verify"))
                .put("x5c", new JsonArray().add("not read"))
                .put("x5t", 7);
        JsonObject nulls = JwkSet.key("b", RSA)
                .putNull("use")
                .putNull("alg")
                .putNull("key_ops")
                .putNull("d")
                .putNull("x5u");
        assertThat(KeySet.parse(JwkSet.of(nulls).bytes()).keys()).hasSize(1);
        assertThat(KeySet.parse(JwkSet.of(full).bytes()).keys()).hasSize(1);
    }

    static List<Object> unusable() {
        return List.of(
                7,
                "key",
                new JsonArray(),
                new JsonObject(),
                new JsonObject().put("kty", 7),
                new JsonObject()
                        .put("kty", "oct")
                        .put("k", "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0")
                        .put("alg", "HS256"),
                new JsonObject().put("kty", "OKP").put("crv", "Ed25519").put("x", "AAAA"),
                new JsonObject().put("kty", "RSA").put("n", "AQAB").put("e", "AQAB"),
                JwkSet.key("a", RSA).put("use", "enc"),
                JwkSet.key("a", RSA).put("alg", "none"),
                JwkSet.key("a", RSA).put("alg", "RS512"),
                JwkSet.key("a", RSA).put("alg", "HS256"),
                JwkSet.key("a", RSA).put("alg", "ES256"),
                JwkSet.key("a", RSA).put("d", "AQAB"),
                JwkSet.key("a", RSA).put("e", "AQ"),
                JwkSet.key("a", RSA).put("n", 7),
                JwkSet.key("a", RSA).put("n", "!"),
                JwkSet.key("a", RSA).put("kid", 7),
                JwkSet.key("a", RSA).put("kty", "EC"),
                JwkSet.key("a", RSA).put("key_ops", new JsonArray().add("sign")),
                JwkSet.key("a", RSA).put("key_ops", "verify"),
                JwkSet.key("a", Forge.rs256(1024)),
                JwkSet.key("a", EC).put("kty", "RSA"),
                JwkSet.key("a", EC).put("crv", "P-384"),
                JwkSet.key("a", EC).put("crv", "secp256k1"),
                JwkSet.key("a", EC).put("y", "AAAA"),
                JwkSet.key("a", Forge.es256("secp384r1")));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void anUnusableKeyIsLeftOutAndTakesNoOtherWithIt(Object key) {
        KeySet set = KeySet.parse(JwkSet.of(key, JwkSet.key("good", EC)).bytes());

        assertThat(set.keys()).hasSize(1);
        assertThat(set.find(Algorithm.ES256, Optional.of("good"))).isPresent();
    }
}
