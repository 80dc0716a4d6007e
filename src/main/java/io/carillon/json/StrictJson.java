package io.carillon.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.JacksonCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads JSON objects that others wrote: UTF-8 and nothing else, bounded depth, no name twice in an object that is read (two
 * readers could believe different ones) and none with half of a surrogate pair, nothing after the object. A value that is
 * only passed on is any JSON within the depth.
 */
public final class StrictJson {
    /** Longer than any token; what is read as a number must not cost the square of a long text. */
    private static final int MAX_NUMBER_LENGTH = 10_000;

    private final JsonFactory values;
    private final int depth;

    /** @param depth deepest nesting of objects and arrays */
    public StrictJson(int depth) {
        this.depth = depth;
        values = new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(depth)
                        .maxNumberLength(MAX_NUMBER_LENGTH)
                        .build())
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                // Names come from strangers: they shall not stay in a table that outlives the token.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                .build();
    }

    /** The object, or nothing when the bytes are not exactly one. In none of the objects within it a name stands twice. */
    public Optional<JsonObject> object(byte[] utf8) {
        try {
            Object value = JacksonCodec.fromParser(values.createParser(decoded(utf8)), Object.class);
            return value instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (IOException | RuntimeException notJson) {
            return Optional.empty();
        }
    }

    /**
     * The fields of an object in their order, each value as it stands in the text; nothing when the bytes are not exactly
     * one object whose own names differ.
     */
    public Optional<Map<String, String>> fields(byte[] utf8) {
        try {
            decoded(utf8);
            JsonScanner json = new JsonScanner(depth);
            json.begin(utf8, utf8.length);
            return fields(json);
        } catch (CharacterCodingException | InvalidJsonException notJson) {
            return Optional.empty();
        }
    }

    private static Optional<Map<String, String>> fields(JsonScanner json) {
        Map<String, String> fields = new LinkedHashMap<>();
        json.expect('{');
        if (!json.take('}')) {
            do {
                json.readString();
                boolean whole = json.isStringWellFormed();
                String name = json.string();
                json.expect(':');
                if (!whole || fields.put(name, value(json)) != null) {
                    return Optional.empty();
                }
            } while (json.take(','));
            json.expect('}');
        }
        json.expectEnd();
        return Optional.of(fields);
    }

    /**
     * The elements of an array, each as it stands in the text; nothing when the text, which is a JSON value without white
     * space around it, is none.
     */
    public Optional<List<String>> elements(String text) {
        JsonScanner json = scanner(text);
        if (!json.take('[')) {
            return Optional.empty();
        }
        List<String> elements = new ArrayList<>();
        if (!json.take(']')) {
            do {
                elements.add(value(json));
            } while (json.take(','));
        }
        return Optional.of(elements);
    }

    /** What a string says; nothing when the text, which is a JSON value, is none. */
    public Optional<String> string(String text) {
        JsonScanner json = scanner(text);
        if (json.next() != '"') {
            return Optional.empty();
        }
        json.readString();
        return Optional.of(json.string());
    }

    private JsonScanner scanner(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        JsonScanner json = new JsonScanner(depth);
        json.begin(utf8, utf8.length);
        return json;
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

    private static String decoded(byte[] utf8) throws CharacterCodingException {
        return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
    }

    /** The value that comes next, as it stands in the text. */
    private static String value(JsonScanner json) {
        json.next();
        int begin = json.position();
        json.skipValue(1);
        return json.textSince(begin);
    }
}
