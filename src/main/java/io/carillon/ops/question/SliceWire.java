package io.carillon.ops.question;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/** How one node sends a page to another. */
final class SliceWire {
    /** @param values of which JSON has the kind: texts or numbers */
    static <T> JsonObject encode(Part<Slice<T>> part) {
        Slice<T> slice = part.value();
        JsonArray keys = new JsonArray();
        JsonArray values = new JsonArray();
        slice.items().forEach((key, value) -> {
            keys.add(key);
            values.add(value);
        });
        return new JsonObject()
                .put("keys", keys)
                .put("values", values)
                .put("more", slice.more())
                .put("whole", part.whole());
    }

    /**
     * @param after the key behind which the page was asked for
     * @param limit most items that were asked for
     * @param value reads one of the values; throws when it is none
     * @throws RuntimeException when this is no such page
     */
    static <T> Part<Slice<T>> decode(JsonObject json, String after, int limit, Function<Object, T> value) {
        JsonArray keys = json.getJsonArray("keys");
        JsonArray values = json.getJsonArray("values");
        if (keys.size() != values.size() || keys.size() > limit) {
            throw new IllegalArgumentException("not the page that was asked for");
        }
        SortedMap<String, T> items = new TreeMap<>();
        for (int i = 0; i < keys.size(); i++) {
            String key = Objects.requireNonNull(keys.getString(i));
            if (key.compareTo(after) <= 0) {
                throw new IllegalArgumentException("a key of an earlier page");
            }
            items.put(key, Objects.requireNonNull(value.apply(values.getValue(i))));
        }
        return new Part<>(new Slice<>(items, json.getBoolean("more")), json.getBoolean("whole"));
    }

    private SliceWire() {}
}
