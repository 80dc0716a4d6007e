package io.carillon.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads a JSON object into maps, lists and scalars, and reports the keys that stand twice in one object. */
final class JsonText {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonParser parser;
    private final Reading reading;

    private JsonText(JsonParser parser, Reading reading) {
        this.parser = parser;
        this.reading = reading;
    }

    /** @throws MalformedJsonException when the bytes are not one JSON object */
    static Map<String, Object> parse(byte[] json, Reading reading) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return new JsonText(parser, reading).checked();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, Object> checked() throws IOException {
        try {
            return document();
        } catch (JsonProcessingException e) {
            throw malformed(e.getLocation() == null ? parser.currentLocation() : e.getLocation());
        }
    }

    private Map<String, Object> document() throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw malformed(parser.currentLocation());
        }
        Map<String, Object> document = object(JsonPath.ROOT);
        if (parser.nextToken() != null) {
            throw malformed(parser.currentTokenLocation());
        }
        return document;
    }

    private Object value(JsonPath path) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(path);
            case START_ARRAY -> array(path);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getNumberValue();
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> null;
        };
    }

    private Map<String, Object> object(JsonPath path) throws IOException {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            parser.nextToken();
            if (object.containsKey(key)) {
                reading.report(path.key(key), "stands twice");
            }
            object.put(key, value(path.key(key)));
        }
        return object;
    }

    private List<Object> array(JsonPath path) throws IOException {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            array.add(value(path.index(array.size())));
        }
        return array;
    }

    /** The parser's own words are left out: they may quote a secret that lost its quotes. */
    private static MalformedJsonException malformed(JsonLocation location) {
        return new MalformedJsonException(location.getLineNr(), location.getColumnNr());
    }
}
