package io.carillon.ops.api;

import io.carillon.json.JsonNumber;
import io.carillon.json.StrictJson;
import io.carillon.json.SurrogatePairs;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The fields of a JSON object that a caller sent, each as it stands in the text. One that is null counts as absent, but where
 * any JSON is wanted. What has a wrong type is the caller's mistake.
 */
final class Fields {
    /** RFC 8259, section 8.1, lets a reader ignore it; some programs write it before every text. */
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final StrictJson json;
    private final Map<String, String> values;

    private Fields(StrictJson json, Map<String, String> values) {
        this.json = json;
        this.values = values;
    }

    /** Of a whole body, for which nothing but white space stands too. */
    static Fields ofBody(StrictJson json, byte[] body) {
        boolean marked = body.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(body, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        byte[] text = marked ? Arrays.copyOfRange(body, BYTE_ORDER_MARK.length, body.length) : body;
        return isBlank(text) ? new Fields(json, Map.of()) : of(json, text, "The body");
    }

    private static boolean isBlank(byte[] text) {
        int at = 0;
        while (at < text.length && (text[at] == ' ' || text[at] == '\n' || text[at] == '\r' || text[at] == '\t')) {
            at++;
        }
        return at == text.length;
    }

    /**
     * @param what names the text to the caller
     * @throws io.carillon.protocol.ProtocolException when the bytes are not a JSON object in UTF-8 whose names differ
     */
    static Fields of(StrictJson json, byte[] utf8, String what) {
        return new Fields(
                json,
                json.fields(utf8)
                        .orElseThrow(() -> Call.invalid(
                                what + " must be a JSON object with each name once, within the bound of nesting")));
    }

    /** @throws io.carillon.protocol.ProtocolException when there is a field that is none of these */
    void require(Set<String> known) {
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw UnknownField.refusal(name, known);
            }
        }
    }

    /** The JSON text of a value, byte for byte as it was sent; also null is one. */
    Optional<String> raw(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /** The same, but nothing for null. */
    Optional<String> given(String name) {
        return raw(name).filter(value -> !value.equals("null"));
    }

    Optional<String> text(String name) {
        return given(name).map(value -> text(value, name));
    }

    /** A whole number from 0 on. */
    Optional<Long> number(String name) {
        return given(name).map(value -> number(value, name));
    }

    static long number(String json, String name) {
        long number = JsonNumber.whole(json);
        if (number == JsonNumber.NONE) {
            throw Call.invalid(name + " must be a whole number");
        }
        return number;
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
        String text = json.string(value).orElseThrow(() -> Call.invalid(name + " must be a string"));
        if (!SurrogatePairs.areWhole(text)) {
            throw Call.invalid(name + " must not contain half of a surrogate pair");
        }
        return text;
    }
}
