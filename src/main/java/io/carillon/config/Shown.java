package io.carillon.config;

import io.vertx.core.json.Json;
import java.util.List;
import java.util.Map;

/** How a value of the file appears in the message about it: on one line, short, and nothing from inside objects. */
final class Shown {
    private static final int LENGTH = 60;

    static String value(Object json) {
        if (json instanceof Map) {
            return "an object";
        }
        if (json instanceof List) {
            return "a list";
        }
        return json instanceof String string ? text(string) : cut(String.valueOf(json));
    }

    /** As a JSON string. */
    static String text(String text) {
        return Json.encode(cut(text));
    }

    private static String cut(String text) {
        return text.length() <= LENGTH ? text : text.substring(0, LENGTH) + "...";
    }

    private Shown() {}
}
