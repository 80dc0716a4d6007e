package io.carillon.auth;

import io.carillon.config.Reason;
import io.carillon.json.StrictJson;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.impl.jose.JWK;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The usable keys of one JSON Web Key Set (RFC 7517): public RSA and P-256 keys for signatures. Any other key in it,
 * symmetric ones included, is left out and logged; it takes no other key with it. Immutable.
 */
final class KeySet {
    static final KeySet EMPTY = new KeySet(List.of());

    private static final Logger LOG = LoggerFactory.getLogger(KeySet.class);
    private static final StrictJson JSON = new StrictJson(32);
    private static final Map<String, List<String>> FIELDS =
            Map.of("RSA", List.of("kty", "n", "e"), "EC", List.of("kty", "crv", "x", "y"));

    private final List<Entry> entries;

    private KeySet(List<Entry> entries) {
        this.entries = entries;
    }

    private record Entry(Optional<String> id, VerificationKey key) {}

    /** @throws IllegalArgumentException when the text is no key set at all */
    static KeySet parse(byte[] utf8) {
        JsonObject set = JSON.object(utf8).orElseThrow(() -> new IllegalArgumentException("is not a JSON Web Key Set"));
        if (!(set.getValue("keys") instanceof JsonArray keys)) {
            throw new IllegalArgumentException("is not a JSON Web Key Set: the array keys is missing");
        }
        List<Entry> usable = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            try {
                usable.add(entry(keys.getValue(i)));
            } catch (RuntimeException unusable) {
                LOG.atWarn()
                        .addKeyValue("index", i)
                        .addKeyValue("reason", Reason.of(unusable))
                        .log("Key of the key set is not used");
            }
        }
        return new KeySet(List.copyOf(usable));
    }

    /**
     * The one key that fits: of the algorithm, and of the key id if the token names one. Where two fit, neither is
     * chosen.
     */
    Optional<VerificationKey> find(Algorithm algorithm, Optional<String> keyId) {
        List<VerificationKey> fitting = entries.stream()
                .filter(entry -> keyId.isEmpty() || entry.id().equals(keyId))
                .map(Entry::key)
                .filter(key -> key.algorithm() == algorithm)
                .toList();
        return fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
    }

    List<VerificationKey> keys() {
        return entries.stream().map(Entry::key).toList();
    }

    private static Entry entry(Object value) {
        if (!(value instanceof JsonObject written)) {
            throw new IllegalArgumentException("must be an object");
        }
        JsonObject json = withoutNulls(written);
        require(!json.containsKey("d"), "is a private key");
        require("sig".equals(json.getValue("use", "sig")), "use must be sig");
        require(
                !json.containsKey("key_ops") || json.getJsonArray("key_ops").contains("verify"),
                "key_ops lacks verify");
        VerificationKey key = key(json);
        String algorithm = key.algorithm().name();
        require(algorithm.equals(json.getValue("alg", algorithm)), "alg must be " + algorithm);
        require(!json.containsKey("kid") || json.getValue("kid") instanceof String, "kid must be a string");
        return new Entry(Optional.ofNullable(json.getString("kid")), key);
    }

    /** Some issuers write every parameter that they know, and null for those that they do not use. */
    private static JsonObject withoutNulls(JsonObject written) {
        JsonObject json = new JsonObject();
        written.forEach(field -> {
            if (field.getValue() != null) {
                json.put(field.getKey(), field.getValue());
            }
        });
        return json;
    }

    /** The library gets the bare numbers alone: none of the certificates that it would go on to read. */
    private static VerificationKey key(JsonObject json) {
        List<String> fields = FIELDS.get(json.getString("kty", ""));
        require(fields != null, "kty must be RSA or EC");
        JsonObject bare = new JsonObject();
        for (String field : fields) {
            require(json.getValue(field) instanceof String, field + " must be a string");
            bare.put(field, json.getString(field));
        }
        return VerificationKey.of(new JWK(bare).publicKey());
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
