package io.carillon.chaos.actor;

import io.carillon.chaos.check.Event;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * Publishes one numbered message after another, with a key, and repeats each until it is accepted: so its numbers have
 * to arrive in order, each once. Some it sends again although they were accepted.
 */
final class Publisher extends Actor {
    private static final long PACE = 30;
    private static final long RETRY = 200;
    private static final double REPEATED = 0.05;

    private final List<String> channels;
    private final Padding padding;
    private long number;
    private JsonObject message;
    private boolean accepted;
    private boolean waiting;
    private long sent;
    private long due;

    Publisher(String name, List<String> channels, Stage stage) {
        super(name, stage);
        this.channels = channels;
        padding = new Padding(stage.random());
    }

    @Override
    void onConnected() {
        waiting = false;
        due = now();
    }

    @Override
    void onTurn(boolean finishing) {
        if (waiting || now() < due) {
            return;
        }
        if (message == null) {
            if (finishing) {
                return;
            }
            message = compose();
            accepted = false;
        }
        waiting = true;
        sent = now();
        send(message);
    }

    private JsonObject compose() {
        number++;
        JsonObject data =
                new JsonObject().put("author", name).put("number", number).put("padding", padding.next());
        return new JsonObject()
                .put("type", "publish")
                .put("id", number)
                .put("channel", channels.get((int) (number % channels.size())))
                .put("key", name + "-" + number)
                .put("data", data);
    }

    @Override
    void onMessage(JsonObject answer, String text) {
        if (!Long.valueOf(number).equals(answer.getValue("id") instanceof Number id ? id.longValue() : null)
                || !waiting) {
            return;
        }
        waiting = false;
        long took = now() - sent;
        if (answer.getString("type").equals("error")) {
            write(new Event.Refused(now(), name, node(), answer.getInteger("code"), took));
            due = now() + RETRY;
            return;
        }
        write(new Event.Accepted(
                now(), name, node(), message.getString("channel"), number, position(answer), took, accepted));
        due = now() + stage.random().nextLong(2 * PACE);
        if (accepted || stage.random().nextDouble() >= REPEATED) {
            message = null;
        }
        accepted = true;
    }
}
