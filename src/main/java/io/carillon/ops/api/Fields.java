package io.carillon.ops.api;

import io.carillon.json.StrictJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a JSON object whose values are passed on as they stand. What has a wrong type is the caller's mistake. */
final class Fields {
    private final StrictJson json;
    private final Map<String, String> values;

    /** @throws io.carillon.protocol.ProtocolException when the bytes are not a JSON object in UTF-8 */
    Fields(StrictJson json, byte[] utf8) {
        this.json = json;
        values = json.fields(utf8).orElseThrow(() -> Call.invalid("The body must be a JSON object"));
    }

    /** The JSON text of a value, byte for byte as it was sent. */
    Optional<String> raw(String name) {
        return Optional.ofNullable(values.get(name));
    }

    Optional<String> text(String name) {
        return raw(name).map(value -> text(value, name));
    }

    /** The strings of an array. */
    List<String> texts(String name) {
        return elements(name).stream().map(value -> text(value, name)).toList();
    }

    /** The JSON texts of an array's elements, byte for byte as they were sent. */
    List<String> elements(String name) {
        return raw(name).flatMap(json::elements).orElseThrow(() -> Call.invalid(name + " must be an array"));
    }

    private String text(String value, String name) {
        return json.string(value).orElseThrow(() -> Call.invalid(name + " must be a string"));
    }
}
