package io.carillon.bench;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** What the server says apart from deliveries, parsed: it is rare. */
record Notice(String type, JsonObject json) {
    /** Nothing when the text is not an object of the protocol. */
    static Optional<Notice> of(String text) {
        if (!text.startsWith("{")) {
            return Optional.empty();
        }
        try {
            JsonObject json = new JsonObject(text);
            return json.getValue("type") instanceof String type
                    ? Optional.of(new Notice(type, json))
                    : Optional.empty();
        } catch (DecodeException notJson) {
            return Optional.empty();
        }
    }

    /** Of an error. */
    String message() {
        return String.valueOf(json.getValue("message"));
    }

    /** Of an answer or a hint about continuity: whether it says where the channel's history stands. */
    boolean hasPosition() {
        return json.getValue("epoch") instanceof String
                && json.getValue("offset") instanceof Number
                && json.getValue("timestamp") instanceof Number;
    }

    /** Of an answer: whether what was missed follows. */
    boolean isRecovered() {
        return Boolean.TRUE.equals(json.getValue("recovered"));
    }

    /** Why it does not, or why there is a gap. */
    String reason() {
        return String.valueOf(json.getValue("reason"));
    }

    /** Of an error: its code and name. */
    String error() {
        return json.getValue("code") + " " + json.getValue("name");
    }

    /** The channel it is about. */
    Optional<String> channel() {
        return json.getValue("channel") instanceof String channel ? Optional.of(channel) : Optional.empty();
    }

    /** Of a message: whether its data begins with these digits of a run. */
    boolean isStamped(String run) {
        return json.getValue("data") instanceof String data && data.startsWith(run);
    }

    /** Of a hint that the connection will be closed; 0 when it says nothing. */
    int reconnectAfterMillis() {
        return json.getValue("reconnectAfter") instanceof Number millis ? millis.intValue() : 0;
    }
}
