package io.carillon.chaos.actor;

import io.carillon.chaos.check.Event;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Publishes numbered messages without waiting for answers and repeats none. Order is promised within one connection, so
 * it is another author on each. When it floods, it says more than anyone can be kept waiting for.
 */
final class Speaker extends Actor {
    private static final long FLOOD_PACE = 20;
    private static final int FORGOTTEN = 1_000;

    private final List<String> channels;
    private final Padding padding;
    private final long pace;
    private final Map<Long, Long> sent = new HashMap<>();
    private int connection;
    private long number;
    private long due;
    private long floodUntil;

    /** @param pace milliseconds between two messages, on the average */
    Speaker(String name, List<String> channels, Stage stage, long pace) {
        super(name, stage);
        this.pace = pace;
        this.channels = channels;
        padding = new Padding(stage.random());
    }

    @Override
    void flood(long millis) {
        floodUntil = now() + millis;
        due = now();
    }

    @Override
    void onConnected() {
        connection++;
        sent.clear();
        due = now();
    }

    @Override
    void onTurn(boolean finishing) {
        if (finishing || now() < due || sent.size() > FORGOTTEN) {
            return;
        }
        number++;
        boolean floods = now() < floodUntil;
        due = now() + stage.random().nextLong(2 * (floods ? FLOOD_PACE : pace));
        sent.put(number, now());
        JsonObject data = new JsonObject()
                .put("author", author())
                .put("number", number)
                .put("padding", floods ? padding.flood() : padding.next());
        send(new JsonObject()
                .put("type", "publish")
                .put("id", number)
                .put("channel", channel(number))
                .put("data", data));
    }

    private String author() {
        return name + "." + connection;
    }

    private String channel(long number) {
        return channels.get((int) (number % channels.size()));
    }

    @Override
    void onMessage(JsonObject answer, String text) {
        Long begun = answer.getValue("id") instanceof Number id ? sent.remove(id.longValue()) : null;
        if (begun == null) {
            return;
        }
        long of = answer.getLong("id");
        long took = now() - begun;
        if (answer.getString("type").equals("error")) {
            write(new Event.Refused(now(), author(), node(), answer.getInteger("code"), took));
        } else {
            write(new Event.Accepted(now(), author(), node(), channel(of), of, position(answer), took, false));
        }
    }
}
