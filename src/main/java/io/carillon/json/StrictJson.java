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
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            Object value = JacksonCodec.fromParser(factory.createParser(text), Object.class);
            return value instanceof JsonObject object ? Optional.of(object) : Optional.empty();
        } catch (IOException | RuntimeException notJson) {
            return Optional.empty();
        }
    }

    /**
     * A field of an object that {@link #object} has read, as it stands in the text.
     *
     * @throws IllegalArgumentException when the bytes are no object
     */
    public Optional<String> field(byte[] utf8, String name) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        try (JsonParser parser = factory.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = parser.currentName().equals(name);
                parser.nextToken();
                int begin = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.finishToken();
                if (wanted) {
                    return Optional.of(
                            text.substring(begin, (int) parser.currentLocation().getCharOffset()));
                }
            }
            return Optional.empty();
        } catch (IOException noObject) {
            throw new IllegalArgumentException("no JSON object", noObject);
        }
    }
}
