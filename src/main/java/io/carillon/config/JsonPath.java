package io.carillon.config;

import java.util.regex.Pattern;

/** Where something stands in the file: {@code ops.apiKeys[1]}, {@code namespaces."".publish}. */
record JsonPath(String text) {
    static final JsonPath ROOT = new JsonPath("");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]{1,60}");

    JsonPath key(String key) {
        String step = PLAIN.matcher(key).matches() ? key : Shown.text(key);
        return new JsonPath(text.isEmpty() ? step : text + "." + step);
    }

    JsonPath index(int index) {
        return new JsonPath(text + "[" + index + "]");
    }

    /** Whether a path is this one or below it. */
    boolean contains(String other) {
        return text.isEmpty() || other.equals(text) || other.startsWith(text + ".") || other.startsWith(text + "[");
    }

    @Override
    public String toString() {
        return text.isEmpty() ? "the file" : text;
    }
}
