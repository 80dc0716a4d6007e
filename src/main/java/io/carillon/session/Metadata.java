package io.carillon.session;

import io.carillon.protocol.ServerFrames;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the back end keeps with a connection; immutable.
 *
 * @param values JSON texts by key
 */
record Metadata(Map<String, String> values) {
    private static final Metadata NONE = new Metadata(Map.of());

    /** @param meta of a token, unmodifiable */
    static Metadata of(Map<String, String> meta) {
        return meta.isEmpty() ? NONE : new Metadata(meta);
    }

    boolean has(String key) {
        return values.containsKey(key);
    }

    /** @param json the value as JSON text */
    Metadata with(String key, String json) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.put(key, json);
        return new Metadata(Collections.unmodifiableMap(more));
    }

    Metadata without(String key) {
        Map<String, String> fewer = new LinkedHashMap<>(values);
        fewer.remove(key);
        return new Metadata(Collections.unmodifiableMap(fewer));
    }

    /** Length of all of it as one JSON object in UTF-8. */
    int bytes() {
        int bytes = "{}".length() + Math.max(0, values.size() - 1);
        for (Map.Entry<String, String> each : values.entrySet()) {
            bytes += ServerFrames.quoted(each.getKey()).length + ":".length();
            bytes += each.getValue().getBytes(StandardCharsets.UTF_8).length;
        }
        return bytes;
    }
}
