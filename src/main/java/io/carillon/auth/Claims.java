package io.carillon.auth;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Typed access to the claims of a token: a claim that is there has the right type, {@code null} included, or the token
 * is refused.
 */
final class Claims {
    /** The year 5138. Seconds beyond are milliseconds, or nonsense. */
    private static final double MAX_SECONDS = 1e11;

    private final JsonObject json;

    Claims(JsonObject json) {
        this.json = json;
    }

    /** Text of 1 to 255 characters. */
    Optional<String> text(String name) {
        return json.containsKey(name) ? Optional.of(text(name, json.getValue(name))) : Optional.empty();
    }

    /** A NumericDate (RFC 7519 section 2: seconds, perhaps with a fraction) as epoch milliseconds. */
    Optional<Long> time(String name) {
        if (!json.containsKey(name)) {
            return Optional.empty();
        }
        if (!(json.getValue(name) instanceof Number number)) {
            throw new InvalidTokenException(name + " must be a number");
        }
        double seconds = number.doubleValue();
        if (!(seconds >= 0 && seconds < MAX_SECONDS)) {
            throw new InvalidTokenException(name + " must be a time in seconds");
        }
        return Optional.of((long) (seconds * 1000));
    }

    /** An array of texts; empty when absent. */
    List<String> texts(String name, int most) {
        if (!json.containsKey(name)) {
            return List.of();
        }
        if (!(json.getValue(name) instanceof JsonArray array) || array.size() > most) {
            throw new InvalidTokenException(name + " must be an array of at most " + most + " strings");
        }
        List<String> texts = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
            texts.add(text(name, array.getValue(i)));
        }
        return List.copyOf(texts);
    }

    /** A text or an array of texts, as {@code aud} may be; empty when absent. */
    List<String> textOrTexts(String name, int most) {
        return json.getValue(name) instanceof String ? List.of(text(name).get()) : texts(name, most);
    }

    Optional<JsonObject> object(String name) {
        if (!json.containsKey(name)) {
            return Optional.empty();
        }
        if (!(json.getValue(name) instanceof JsonObject object)) {
            throw new InvalidTokenException(name + " must be an object");
        }
        return Optional.of(object);
    }

    private static String text(String name, Object value) {
        if (!(value instanceof String text)) {
            throw new InvalidTokenException(name + " must hold a string");
        }
        if (!ClaimText.hasGoodLength(text)) {
            throw new InvalidTokenException(name + " must have 1 to 255 characters");
        }
        if (!ClaimText.isPrintable(text)) {
            throw new InvalidTokenException(name + " must not contain control characters");
        }
        return text;
    }
}
