package io.carillon.auth;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The claims of a test token as raw JSON texts, so that a test can write what no JSON library would. */
record Payload(Map<String, String> claims) {
    /** Epoch seconds at which the test clock stands. */
    static final long NOW = 1_800_000_000L;

    static final String ISSUER = "https://issuer.example";
    static final String AUDIENCE = "carillon";

    /** What every test authenticator accepts. */
    static Payload good() {
        return new Payload(Map.of())
                .with("sub", "\"alice\"")
                .with("exp", NOW + 3600)
                .with("iss", "\"" + ISSUER + "\"")
                .with("aud", "\"" + AUDIENCE + "\"");
    }

    Payload with(String claim, Object rawJson) {
        Map<String, String> changed = new LinkedHashMap<>(claims);
        changed.put(claim, rawJson.toString());
        return new Payload(changed);
    }

    Payload without(String claim) {
        Map<String, String> changed = new LinkedHashMap<>(claims);
        changed.remove(claim);
        return new Payload(changed);
    }

    String json() {
        return claims.entrySet().stream()
                .map(claim -> "\"" + claim.getKey() + "\":" + claim.getValue())
                .collect(Collectors.joining(",", "{", "}"));
    }
}
