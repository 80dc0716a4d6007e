package io.carillon.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.JacksonCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON objects that others wrote: UTF-8 and nothing else, bounded depth, no name twice in one object (two readers
 * could believe different ones), nothing after the object.
 */
public final class StrictJson {
    private final JsonFactory factory;

    /** @param depth deepest nesting of objects and arrays */
    public StrictJson(int depth) {
        factory = new JsonFactoryBuilder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(depth).build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // Names come from strangers: they shall not stay in a table that outlives the token.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build();
    }

    /** The object, or nothing when the bytes are not exactly one. */
    public Optional<JsonObject> object(byte[] utf8) {
        try {
            Object value = JacksonCodec.fromParser(factory.createParser(decoded(utf8)), Object.class);
            return value instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (IOException | RuntimeException notJson) {
            return Optional.empty();
        }
    }

    /**
     * The fields of an object in their order, each value as it stands in the text; nothing when the bytes are not exactly
     * one object.
     */
    public Optional<Map<String, String>> fields(byte[] utf8) {
        try {
            return fields(decoded(utf8));
        } catch (IOException | RuntimeException notJson) {
            return Optional.empty();
        }
    }

    private Optional<Map<String, String>> fields(String text) throws IOException {
        try (JsonParser parser = factory.createParser(text)) {
            Map<String, String> fields = new LinkedHashMap<>();
            boolean object = parser.nextToken() == JsonToken.START_OBJECT;
            while (object && parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                fields.put(name, value(parser, text));
            }
            return object && parser.nextToken() == null ? Optional.of(fields) : Optional.empty();
        }
    }

    /** The elements of an array, each as it stands in the text; nothing when the text, which is a JSON value, is none. */
    public Optional<List<String>> elements(String text) {
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_ARRAY) {
                return Optional.empty();
            }
            List<String> elements = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                elements.add(value(parser, text));
            }
            return Optional.of(elements);
        } catch (IOException notJson) {
            throw new IllegalArgumentException("no JSON value", notJson);
        }
    }

    /** What a string says; nothing when the text, which is a JSON value, is none. */
    public Optional<String> string(String text) {
        try (JsonParser parser = factory.createParser(text)) {
            return parser.nextToken() == JsonToken.VALUE_STRING ? Optional.of(parser.getText()) : Optional.empty();
        } catch (IOException notJson) {
            throw new IllegalArgumentException("no JSON value", notJson);
        }
    }

    /**
     * A field of an object that {@link #object} has read, as it stands in the text.
     *
     * @throws IllegalArgumentException when the bytes are no object
     */
    public Optional<String> field(byte[] utf8, String name) {
        return fields(utf8)
                .map(fields -> Optional.ofNullable(fields.get(name)))
                .orElseThrow(() -> new IllegalArgumentException("no JSON object"));
    }

    private static String decoded(byte[] utf8) throws IOException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }

    /** The value that begins with the current token; the parser goes behind it. */
    private static String value(JsonParser parser, String text) throws IOException {
        int begin = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        parser.finishToken();
        return text.substring(begin, (int) parser.currentLocation().getCharOffset());
    }
}
