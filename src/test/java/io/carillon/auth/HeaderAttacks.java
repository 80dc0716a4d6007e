package io.carillon.auth;

import static io.carillon.auth.Attack.header;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Tokens that lie, or try to command, in their header. */
final class HeaderAttacks {
    private static final String ALGORITHM = "alg is not a configured algorithm";
    private static final String OBJECT = "header must be a JSON object";
    private static final String KEY_ID = "kid must be a string";
    private static final String SIGNATURE = "signature fits no key";

    private HeaderAttacks() {}

    static List<Attack> all() {
        List<Attack> attacks = new ArrayList<>(none());
        attacks.addAll(algorithms());
        attacks.addAll(shapes());
        attacks.addAll(keysOfTheStranger());
        attacks.addAll(parameters());
        return attacks;
    }

    private static List<Attack> none() {
        List<Attack> attacks = new ArrayList<>();
        for (String none : List.of("none", "None", "NONE", "nOnE", "nonE", "none ", "\\u006eone")) {
            String header = "{\"alg\":\"" + none + "\"}";
            String unsigned =
                    Forge.base64(header) + "." + Forge.base64(Payload.good().json());
            attacks.add(header("alg " + none + " with a good signature", ALGORITHM, header));
            attacks.add(new Attack("alg " + none + " with some signature", ALGORITHM, (o, s) -> unsigned + ".AAAA"));
            attacks.add(new Attack("alg " + none + " with an empty signature", "base64url", (o, s) -> unsigned + "."));
            attacks.add(new Attack("alg " + none + " without signature", "three parts", (o, s) -> unsigned));
        }
        return attacks;
    }

    private static List<Attack> algorithms() {
        List<Attack> attacks = new ArrayList<>();
        for (String other : List.of(
                "",
                "HS384",
                "HS512",
                "RS384",
                "RS512",
                "PS256",
                "ES256K",
                "ES384",
                "EdDSA",
                "HMAC",
                "$ALG ",
                " $ALG",
                "$ALG\\u0000",
                "$ALG,none")) {
            attacks.add(header("alg '" + other + "'", ALGORITHM, "{\"alg\":\"" + other + "\"}"));
        }
        for (String raw : List.of("null", "true", "256", "[\"$ALG\"]", "{\"$ALG\":1}")) {
            attacks.add(header("alg " + raw, "alg must be a string", "{\"alg\":" + raw + "}"));
        }
        attacks.add(header("no alg", "alg must be a string", "{\"typ\":\"JWT\"}"));
        attacks.add(header("ALG in capitals", "alg must be a string", "{\"ALG\":\"$ALG\"}"));
        attacks.add(new Attack(
                "alg in small letters",
                ALGORITHM,
                (owner, stranger) -> owner.token(
                        "{\"alg\":\"" + owner.algorithm().toLowerCase(java.util.Locale.ROOT) + "\"}",
                        Payload.good().json())));
        return attacks;
    }

    private static List<Attack> shapes() {
        return List.of(
                header("header of nonsense", OBJECT, "hello"),
                header("header array", OBJECT, "[{\"alg\":\"$ALG\"}]"),
                header("header string", OBJECT, "\"$ALG\""),
                header("header number", OBJECT, "256"),
                header("header null", OBJECT, "null"),
                header("header cut off", OBJECT, "{\"alg\":\"$ALG\""),
                header("header with something after it", OBJECT, "{\"alg\":\"$ALG\"} {}"),
                header("header with a comment", OBJECT, "{\"alg\":\"$ALG\"/**/}"),
                header("header in single quotes", OBJECT, "{'alg':'$ALG'}"),
                header("alg twice", OBJECT, "{\"alg\":\"none\",\"alg\":\"$ALG\"}"),
                header("alg twice, escaped", OBJECT, "{\"alg\":\"$ALG\",\"\\u0061lg\":\"none\"}"),
                header("byte order mark", OBJECT, "\ufeff{\"alg\":\"$ALG\"}"),
                header(
                        "header of 2,000 brackets",
                        OBJECT,
                        "{\"alg\":\"$ALG\",\"x\":" + "[".repeat(1000) + "]".repeat(1000) + "}"),
                header("header of 100,000 brackets", "8192", "[".repeat(100_000)),
                new Attack(
                        "header in UTF-16",
                        OBJECT,
                        (owner, stranger) ->
                                owner.signed(Forge.base64(owner.header().getBytes(StandardCharsets.UTF_16BE)) + "."
                                        + Forge.base64(Payload.good().json()))),
                new Attack(
                        "header in broken UTF-8",
                        OBJECT,
                        (owner, stranger) -> owner.signed(
                                Forge.base64(owner.header("x", "\"\u00ff\"").getBytes(StandardCharsets.ISO_8859_1))
                                        + "." + Forge.base64(Payload.good().json()))));
    }

    /** The header points at the stranger's key, in each of the ways that RFC 7515 section 4.1 knows. */
    private static List<Attack> keysOfTheStranger() {
        List<Attack> attacks = new ArrayList<>();
        for (String field : List.of("jku", "x5u")) {
            attacks.add(stranger(field, "\"http://127.0.0.1:9/keys.json\""));
        }
        attacks.add(stranger("jwk", "{\"kty\":\"oct\",\"k\":\"AAAA\"}"));
        attacks.add(stranger("x5c", "[\"AAAA\"]"));
        for (String id : List.of(
                "../../../../../../dev/null",
                "/proc/sys/kernel/randomize_va_space",
                "x' UNION SELECT 'secret' --",
                "http://127.0.0.1:9/key",
                "$(id)",
                "__proto__",
                "")) {
            attacks.add(stranger("kid", "\"" + id + "\""));
            attacks.add(new Attack(
                    "kid " + id + " and an HMAC with an empty key",
                    SIGNATURE,
                    (owner, stranger) -> owner.as(owner.algorithm(), input -> Forge.hmac(new byte[1], input))
                            .token(
                                    owner.header("kid", "\"" + id + "\""),
                                    Payload.good().json())));
        }
        attacks.add(new Attack("key of a stranger", SIGNATURE, (owner, stranger) -> stranger.token(Payload.good())));
        return attacks;
    }

    private static Attack stranger(String field, String rawJson) {
        return new Attack(
                field + " " + rawJson + " and a stranger's key",
                SIGNATURE,
                (owner, stranger) -> stranger.token(
                        stranger.header(field, rawJson), Payload.good().json()));
    }

    private static List<Attack> parameters() {
        return List.of(
                header("kid number", KEY_ID, "{\"alg\":\"$ALG\",\"kid\":1}"),
                header("kid null", KEY_ID, "{\"alg\":\"$ALG\",\"kid\":null}"),
                header("kid array", KEY_ID, "{\"alg\":\"$ALG\",\"kid\":[\"a\"]}"),
                header("kid object", KEY_ID, "{\"alg\":\"$ALG\",\"kid\":{}}"),
                header("kid very long", KEY_ID, "{\"alg\":\"$ALG\",\"kid\":\"" + "k".repeat(129) + "\"}"),
                header("crit", "crit", "{\"alg\":\"$ALG\",\"crit\":[\"exp\"],\"exp\":1}"),
                header("crit empty", "crit", "{\"alg\":\"$ALG\",\"crit\":[]}"),
                header("crit null", "crit", "{\"alg\":\"$ALG\",\"crit\":null}"),
                header("unencoded payload", "crit", "{\"alg\":\"$ALG\",\"b64\":false,\"crit\":[\"b64\"]}"),
                header("typ of another kind", "typ", "{\"alg\":\"$ALG\",\"typ\":\"JWE\"}"),
                header("typ of an identity token's neighbour", "typ", "{\"alg\":\"$ALG\",\"typ\":\"dpop+jwt\"}"),
                header("typ with a parameter", "typ", "{\"alg\":\"$ALG\",\"typ\":\"at+jwt;v=1\"}"),
                header("typ number", "typ", "{\"alg\":\"$ALG\",\"typ\":1}"),
                header("typ null", "typ", "{\"alg\":\"$ALG\",\"typ\":null}"));
    }
}
