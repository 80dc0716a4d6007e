package io.carillon.chaos.actor;

import io.carillon.chaos.check.Event;
import io.vertx.core.json.JsonObject;
import java.util.stream.Collectors;

/** Is in a channel with presence, asks again and again who else is, and writes down who comes and goes. */
final class Member extends Actor {
    private static final long PACE = 500;

    private final String channel;
    private boolean entered;
    private boolean waiting;
    private long asked;
    private long due;

    Member(String name, String channel, Stage stage) {
        super(name, stage);
        this.channel = channel;
    }

    @Override
    void onConnected() {
        entered = false;
        waiting = false;
        ask("subscribe");
    }

    private void ask(String what) {
        waiting = true;
        asked = now();
        send(new JsonObject().put("type", what).put("channel", channel).put("id", what));
    }

    @Override
    void onTurn(boolean finishing) {
        if (!waiting && now() >= due) {
            ask(entered ? "presence" : "subscribe");
        }
    }

    @Override
    void onMessage(JsonObject message, String text) {
        String clientId = message.getString("clientId");
        switch (message.getString("type")) {
            case "welcome" -> {
                JsonObject data = message.getJsonObject("data");
                write(new Event.Welcomed(now(), name, node(), data.getString("clientId")));
            }
            case "subscribed" -> {
                entered = true;
                write(new Event.Subscribed(now(), name, channel, null, null, null, ""));
                answered();
            }
            case "join" -> write(new Event.Joined(now(), name, channel, clientId));
            case "leave" -> write(new Event.Left(now(), name, channel, clientId));
            case "presence" -> onPresence(message);
            case "error" -> {
                write(new Event.Refused(now(), name, node(), message.getInteger("code"), now() - asked));
                answered();
            }
            default -> {}
        }
    }

    private void onPresence(JsonObject message) {
        String members = message.getJsonArray("clients").stream()
                .map(each -> ((JsonObject) each).getString("clientId"))
                .collect(Collectors.joining(","));
        write(new Event.Present(now(), name, channel, asked, message.getInteger("count"), members));
        answered();
    }

    private void answered() {
        waiting = false;
        due = now() + stage.random().nextLong(2 * PACE);
    }
}
