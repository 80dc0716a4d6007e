package io.carillon.protocol;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** What the server says to one client: JSON text in UTF-8, one method for each kind of frame. */
public final class ServerFrames {
    private ServerFrames() {}

    /** @param expiresAt and {@code timestamp} epoch milliseconds */
    public static byte[] welcome(
            String clientId, String userId, long timestamp, long expiresAt, Duration interval, Duration timeout) {
        String heartbeat = new JsonText()
                .number("interval", interval.toMillis())
                .number("timeout", timeout.toMillis())
                .endAsText();
        String data = new JsonText()
                .string("clientId", clientId)
                .string("userId", userId)
                .number("timestamp", timestamp)
                .number("expiresAt", expiresAt)
                .raw("heartbeat", heartbeat)
                .endAsText();
        return new JsonText().string("type", "welcome").raw("data", data).end();
    }

    public static byte[] subscribed(Optional<String> id, String channel) {
        return answer("subscribed", id).string("channel", channel).end();
    }

    public static byte[] unsubscribed(Optional<String> id, String channel) {
        return answer("unsubscribed", id).string("channel", channel).end();
    }

    public static byte[] published(Optional<String> id, String channel) {
        return answer("published", id).string("channel", channel).end();
    }

    public static byte[] pong(Optional<String> id) {
        return answer("pong", id).end();
    }

    public static byte[] refreshed(Optional<String> id, long expiresAt) {
        return answer("refreshed", id).number("expiresAt", expiresAt).end();
    }

    public static byte[] draining(Duration reconnectAfter) {
        return new JsonText()
                .string("type", "draining")
                .number("reconnectAfter", reconnectAfter.toMillis())
                .end();
    }

    /** The error object as the body of an HTTP answer with this status. */
    public static byte[] error(int status, String name, String message) {
        return errorObject(status, name, message).end();
    }

    public static byte[] error(ErrorCode code, String message, Optional<String> id, Optional<String> channel) {
        JsonText text = errorObject(code.code(), code.text(), message);
        id.ifPresent(value -> text.raw("id", value));
        channel.ifPresent(value -> text.string("channel", value));
        return text.end();
    }

    private static JsonText errorObject(int code, String name, String message) {
        return new JsonText()
                .string("type", "error")
                .number("code", code)
                .string("name", name)
                .string("message", message);
    }

    /** A text as a JSON string. */
    public static byte[] quoted(String text) {
        return JsonText.quote(text).getBytes(StandardCharsets.UTF_8);
    }

    private static JsonText answer(String type, Optional<String> id) {
        JsonText text = new JsonText().string("type", type);
        id.ifPresent(value -> text.raw("id", value));
        return text;
    }
}
