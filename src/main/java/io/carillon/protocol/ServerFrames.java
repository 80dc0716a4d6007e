package io.carillon.protocol;

import io.carillon.channel.Discontinuity;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
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

    /** The answer where the channel has a history, which stands at this position. */
    public static byte[] subscribed(Optional<String> id, String channel, Position position) {
        return position(answer("subscribed", id).string("channel", channel), position)
                .end();
    }

    /**
     * The answer to a subscribe that names a position.
     *
     * @param broken why what was missed since then cannot be given; empty when it follows
     */
    public static byte[] recovered(
            Optional<String> id, String channel, Position position, Optional<Discontinuity> broken) {
        JsonText text = position(answer("subscribed", id).string("channel", channel), position)
                .raw("recovered", Boolean.toString(broken.isEmpty()));
        broken.ifPresent(reason -> text.string("reason", reason.text()));
        return text.end();
    }

    /** The answer to a subscribe that names a position of a channel without history. */
    public static byte[] notRecovered(Optional<String> id, String channel, Discontinuity reason) {
        return answer("subscribed", id)
                .string("channel", channel)
                .raw("recovered", "false")
                .string("reason", reason.text())
                .end();
    }

    public static byte[] unsubscribed(Optional<String> id, String channel) {
        return answer("unsubscribed", id).string("channel", channel).end();
    }

    public static byte[] published(Optional<String> id, String channel) {
        return answer("published", id).string("channel", channel).end();
    }

    public static byte[] published(Optional<String> id, String channel, Position position) {
        return position(answer("published", id).string("channel", channel), position)
                .end();
    }

    /** @param messages in the order of the page, each as its subscribers got it */
    public static byte[] history(Optional<String> id, String channel, Position top, List<Publication> messages) {
        byte[] head = position(answer("history", id).string("channel", channel), top)
                .raw("messages", "[")
                .openEnded()
                .getBytes(StandardCharsets.UTF_8);
        int length = head.length + "]}".length();
        for (Publication message : messages) {
            length += message.text().length + ",".length();
        }
        ByteBuffer text = ByteBuffer.allocate(length).put(head);
        for (int i = 0; i < messages.size(); i++) {
            text.put(messages.get(i).text()).put((byte) ',');
        }
        int end = messages.isEmpty() ? text.position() : text.position() - 1;
        text.position(end).put((byte) ']').put((byte) '}');
        return Arrays.copyOf(text.array(), text.position());
    }

    /** @param clients a JSON array in UTF-8, taken as it is */
    public static byte[] presence(Optional<String> id, String channel, long count, long users, byte[] clients) {
        return answer("presence", id)
                .string("channel", channel)
                .number("count", count)
                .number("users", users)
                .raw("clients", new String(clients, StandardCharsets.UTF_8))
                .end();
    }

    /** What others see of a client; it is part of several frames. */
    public static String member(String clientId, String user, Optional<String> info) {
        return new JsonText()
                .string("clientId", clientId)
                .string("user", user)
                .raw("info", info.orElse("null"))
                .endAsText();
    }

    public static byte[] pong(Optional<String> id) {
        return answer("pong", id).end();
    }

    public static byte[] refreshed(Optional<String> id, long expiresAt) {
        return answer("refreshed", id).number("expiresAt", expiresAt).end();
    }

    /**
     * What a back end sends to connections, past all channels.
     *
     * @param group the one that was addressed
     * @param data JSON text, taken as it is
     */
    public static byte[] direct(Optional<String> group, String data) {
        JsonText text = new JsonText().string("type", "direct");
        group.ifPresent(name -> text.string("group", name));
        return text.raw("data", data).end();
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

    /** To a client that is not let in now, and may come back. */
    public static byte[] error(ErrorCode code, String message, Duration reconnectAfter) {
        return errorObject(code.code(), code.text(), message)
                .number("reconnectAfter", reconnectAfter.toMillis())
                .end();
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

    private static JsonText position(JsonText text, Position position) {
        return text.string("epoch", position.epoch())
                .number("offset", position.offset())
                .number("timestamp", position.timestamp());
    }

    private static JsonText answer(String type, Optional<String> id) {
        JsonText text = new JsonText().string("type", type);
        id.ifPresent(value -> text.raw("id", value));
        return text;
    }
}
