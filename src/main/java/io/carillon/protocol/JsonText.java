package io.carillon.protocol;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;

/** Writes one flat JSON object, field by field, in the order of the calls. */
public final class JsonText {
    private final StringBuilder text = new StringBuilder(128).append('{');

    /** A text as a JSON string. */
    public static String quote(String value) {
        return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(value)) + "\"";
    }

    public JsonText string(String name, String value) {
        name(name).append('"');
        JsonStringEncoder.getInstance().quoteAsString(value, text);
        text.append('"');
        return this;
    }

    public JsonText number(String name, long value) {
        name(name).append(value);
        return this;
    }

    /** @param json a JSON value, taken as it is */
    public JsonText raw(String name, String json) {
        name(name).append(json);
        return this;
    }

    public byte[] end() {
        return text.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    public String endAsText() {
        return text.append('}').toString();
    }

    /** What was written so far, for somebody who goes on with it. */
    String openEnded() {
        return text.toString();
    }

    /** Names are ours and need no escaping. */
    private StringBuilder name(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        return text.append('"').append(name).append("\":");
    }
}
