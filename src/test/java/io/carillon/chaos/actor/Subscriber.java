package io.carillon.chaos.actor;

import io.carillon.channel.Position;
import io.carillon.chaos.check.Event;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** Listens to channels, and goes on after each interruption from where it stood. */
final class Subscriber extends Actor {
    private static final long RETRY = 250;

    private final List<String> channels;
    private final Map<String, Position> positions = new HashMap<>();

    /** When each subscription was asked for. */
    private final Map<String, Long> asked = new HashMap<>();

    /** When a subscription that was refused is asked for again. */
    private final Map<String, Long> due = new HashMap<>();

    Subscriber(String name, List<String> channels, Stage stage) {
        super(name, stage);
        this.channels = channels;
    }

    @Override
    void onConnected() {
        due.clear();
        channels.forEach(this::subscribe);
    }

    private void subscribe(String channel) {
        JsonObject request = new JsonObject()
                .put("type", "subscribe")
                .put("channel", channel)
                .put("id", channel);
        Position since = positions.get(channel);
        if (since != null) {
            request.put(
                    "since",
                    new JsonObject()
                            .put("epoch", since.epoch())
                            .put("offset", since.offset())
                            .put("timestamp", since.timestamp()));
        }
        asked.put(channel, now());
        send(request);
    }

    @Override
    void onTurn(boolean finishing) {
        for (String channel : channels) {
            Long time = due.get(channel);
            if (time != null && time <= now()) {
                due.remove(channel);
                subscribe(channel);
            }
        }
    }

    @Override
    void onMessage(JsonObject message, String text) {
        String channel = message.getString("channel");
        switch (message.getString("type")) {
            case "subscribed" -> onSubscribed(channel, message);
            case "message" -> onHeard(channel, message, text);
            case "reset" -> onReset(channel, message);
            case "error" -> onError(channel, message);
            default -> {}
        }
    }

    private void onSubscribed(String channel, JsonObject message) {
        Position top = position(message);
        Boolean recovered = message.getBoolean("recovered");
        write(new Event.Subscribed(
                now(), name, channel, top, positions.get(channel), recovered, message.getString("reason")));
        if (top != null && !Boolean.TRUE.equals(recovered)) {
            positions.put(channel, top);
        }
    }

    private void onError(String channel, JsonObject message) {
        write(new Event.Refused(now(), name, node(), message.getInteger("code"), now() - asked.get(channel)));
        due.put(channel, now() + RETRY);
    }

    private void onReset(String channel, JsonObject message) {
        Position position = position(message);
        write(new Event.Reset(now(), name, channel, position, message.getString("reason")));
        if (position != null) {
            positions.put(channel, position);
        }
    }

    private void onHeard(String channel, JsonObject message, String text) {
        Position before = positions.get(channel);
        Position position = null;
        if (before != null && message.containsKey("offset")) {
            position = position(before.epoch(), message);
            positions.put(channel, position);
        }
        JsonObject data = message.getJsonObject("data");
        write(new Event.Heard(
                now(),
                name,
                channel,
                position,
                message.getLong("timestamp"),
                data.getString("author"),
                data.getLong("number"),
                digest(text)));
    }

    private static long digest(String text) {
        CRC32 digest = new CRC32();
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        return digest.getValue();
    }
}
