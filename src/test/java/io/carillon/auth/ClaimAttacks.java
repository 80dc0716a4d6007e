package io.carillon.auth;

import static io.carillon.auth.Attack.claim;
import static io.carillon.auth.Attack.payload;
import static io.carillon.auth.Attack.without;
import static io.carillon.auth.Payload.NOW;

import java.util.ArrayList;
import java.util.List;

/** Well signed tokens with claims that must not be believed. */
final class ClaimAttacks {
    private static final String OBJECT = "payload must be a JSON object";

    private ClaimAttacks() {}

    static List<Attack> all() {
        List<Attack> attacks = new ArrayList<>(shapes());
        attacks.addAll(times());
        attacks.addAll(names());
        attacks.addAll(carillon());
        return attacks;
    }

    private static List<Attack> shapes() {
        return List.of(
                payload("payload of nonsense", OBJECT, "hello"),
                payload("payload array", OBJECT, "[" + Payload.good().json() + "]"),
                payload("payload string", OBJECT, "\"alice\""),
                payload("payload null", OBJECT, "null"),
                payload("payload cut off", OBJECT, "{\"sub\":\"alice\""),
                payload(
                        "payload twice",
                        OBJECT,
                        Payload.good().json() + Payload.good().json()),
                payload("sub twice", OBJECT, Payload.good().json().replace("{", "{\"sub\":\"root\",")),
                payload(
                        "name twice in the metadata",
                        "meta must be an object with each name once",
                        Payload.good().with("meta", "{\"a\":1,\"a\":2}").json()),
                payload(
                        "name twice deep inside",
                        OBJECT,
                        Payload.good().with("scope", "[{\"a\":1,\"a\":2}]").json()),
                payload(
                        "name twice in the grants",
                        OBJECT,
                        Payload.good()
                                .with("grants", "{\"publish\":[],\"publish\":[\"*\"]}")
                                .json()),
                payload(
                        "payload deeper than limits.jsonDepth",
                        OBJECT,
                        Payload.good()
                                .with("info", "[".repeat(32) + "]".repeat(32))
                                .json()),
                payload(
                        "payload of 4,000 brackets",
                        OBJECT,
                        Payload.good()
                                .with("info", "[".repeat(2000) + "]".repeat(2000))
                                .json()),
                payload("payload of 100,000 brackets", "8192", "[".repeat(100_000)),
                payload(
                        "payload with NaN",
                        OBJECT,
                        Payload.good().with("exp", "NaN").json()),
                payload(
                        "number of 5,000 digits",
                        "exp must be a time in seconds",
                        Payload.good().with("exp", "1".repeat(5000)).json()),
                payload("empty object", "exp is missing", "{}"));
    }

    private static List<Attack> times() {
        List<Attack> attacks = new ArrayList<>();
        for (String claim : List.of("exp", "nbf", "iat")) {
            for (String raw : List.of("\"" + (NOW + 60) + "\"", "\"NaN\"", "null", "true", "[" + NOW + "]", "{}")) {
                attacks.add(claim(claim + " must be a number", claim, raw));
            }
            for (String raw : List.of("-1", "-1e308", "1e308", "1e400", "1e11", (NOW + 60) + "000", "9".repeat(30))) {
                attacks.add(claim(claim + " must be a time in seconds", claim, raw));
            }
        }
        attacks.add(without("exp", "exp is missing"));
        attacks.add(claim("token has expired", "exp", "0"));
        attacks.add(claim("token has expired", "exp", NOW - 3600));
        attacks.add(claim("token has expired", "exp", NOW - 5));
        attacks.add(claim("nbf is in the future", "nbf", NOW + 6));
        attacks.add(claim("token lives too long", "exp", NOW + 86_400 + 6));
        attacks.add(claim("token lives too long", "exp", "99999999999"));
        attacks.add(claim("token lives too long", "iat", NOW - 86_400));
        attacks.add(claim("token lives too long", "iat", "0"));
        return attacks;
    }

    private static List<Attack> names() {
        List<Attack> attacks = new ArrayList<>();
        for (String claim : List.of("sub", "iss", "jti")) {
            for (String raw : List.of("1", "null", "[\"a\"]", "{}", "false")) {
                attacks.add(claim(claim + " must hold a string", claim, raw));
            }
            attacks.add(claim(claim + " must have 1 to 255 characters", claim, "\"\""));
            attacks.add(claim(claim + " must have 1 to 255 characters", claim, "\"" + "s".repeat(256) + "\""));
            attacks.add(claim(claim + " must not contain control", claim, "\"a\\u0000\""));
            attacks.add(claim(claim + " must not contain control", claim, "\"a\\nb\""));
            attacks.add(claim(claim + " must not contain control", claim, "\"a\\ud800\""));
        }
        attacks.add(without("sub", "sub is missing"));
        attacks.add(without("iss", "iss is not"));
        attacks.add(claim("iss is not", "iss", "\"" + Payload.ISSUER + "/\""));
        attacks.add(claim("iss is not", "iss", "\"" + Payload.ISSUER.toUpperCase(java.util.Locale.ROOT) + "\""));
        attacks.add(without("aud", "aud does not name"));
        attacks.add(claim("aud does not name", "aud", "\"carillonx\""));
        attacks.add(claim("aud does not name", "aud", "[\"carill\",\"on\"]"));
        attacks.add(claim("aud does not name", "aud", "[]"));
        for (String raw : List.of("1", "null", "{\"carillon\":1}", "true", strings(129, "carillon"))) {
            attacks.add(claim("aud must be an array of at most 128 strings", "aud", raw));
        }
        for (String raw : List.of("[1,2]", "[\"carillon\",1]", "[\"carillon\",null]", "[[\"carillon\"]]")) {
            attacks.add(claim("aud must hold a string", "aud", raw));
        }
        return attacks;
    }

    private static List<Attack> carillon() {
        List<Attack> attacks = new ArrayList<>();
        for (String raw : List.of("\"admins\"", "null", "{}", "1", strings(129, "g"))) {
            attacks.add(claim("groups must be an array of at most 128 strings", "groups", raw));
        }
        attacks.add(claim("groups must hold a string", "groups", "[1]"));
        attacks.add(claim("groups must have 1 to 255 characters", "groups", "[\"\"]"));
        attacks.add(claim("groups must have 1 to 255 characters", "groups", "[\"" + "g".repeat(256) + "\"]"));
        for (String raw : List.of("[]", "\"*\"", "null", "true")) {
            attacks.add(claim("grants must be an object", "grants", raw));
            attacks.add(claim("meta must be an object", "meta", raw));
        }
        for (String action : List.of("subscribe", "publish", "history", "presence")) {
            String many = action + " must be an array of at most 256 strings";
            attacks.add(claim(many, "grants", "{\"" + action + "\":\"*\"}"));
            attacks.add(claim(many, "grants", "{\"" + action + "\":null}"));
            attacks.add(claim(many, "grants", "{\"" + action + "\":" + strings(257, "*") + "}"));
            attacks.add(claim(action + " must hold a string", "grants", "{\"" + action + "\":[[\"*\"]]}"));
            attacks.add(claim(action + " must have", "grants", "{\"" + action + "\":[\"" + "*".repeat(256) + "\"]}"));
        }
        attacks.add(claim("meta is larger", "meta", "{\"a\":\"" + "x".repeat(4096) + "\"}"));
        attacks.add(claim("meta is larger", "meta", "{\"a\":\"" + "\u20ac".repeat(1400) + "\"}"));
        attacks.add(claim("info is larger", "info", "\"" + "x".repeat(4096) + "\""));
        return attacks;
    }

    private static String strings(int count, String text) {
        return "[" + String.join(",", java.util.Collections.nCopies(count, "\"" + text + "\"")) + "]";
    }
}
