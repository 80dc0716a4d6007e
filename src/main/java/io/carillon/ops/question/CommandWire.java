package io.carillon.ops.question;

import io.carillon.bus.Command;
import io.carillon.bus.Outcome;
import io.carillon.bus.Outcome.Refusal;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** How one node sends a command to another, and what is answered. What reads throws any exception when it is none. */
final class CommandWire {
    static JsonObject encode(Command command) {
        JsonObject json = new JsonObject()
                .put("to", SelectionWire.encode(command.to()))
                .put("action", ActionWire.encode(command.action()));
        command.except().ifPresent(id -> json.put("except", id));
        return json;
    }

    static Command command(JsonObject json) {
        return new Command(
                SelectionWire.decode(json.getJsonObject("to")),
                Optional.ofNullable(json.getString("except")),
                ActionWire.decode(json.getJsonObject("action")));
    }

    static JsonObject encode(Part<Outcome> part) {
        Outcome outcome = part.value();
        JsonObject json = new JsonObject()
                .put("found", outcome.found())
                .put("done", outcome.done())
                .put("whole", part.whole());
        outcome.refused().ifPresent(why -> json.put("refused", why.name()));
        return json;
    }

    static Part<Outcome> outcome(JsonObject json) {
        Outcome outcome = new Outcome(
                json.getInteger("found"),
                json.getInteger("done"),
                Optional.ofNullable(json.getString("refused")).map(Refusal::valueOf));
        return new Part<>(outcome, json.getBoolean("whole"));
    }

    /** All together; of several refusals the first. */
    static Outcome sum(List<Outcome> outcomes) {
        return outcomes.stream()
                .reduce(
                        Outcome.NOBODY,
                        (one, other) -> new Outcome(
                                one.found() + other.found(),
                                one.done() + other.done(),
                                one.refused().or(other::refused)));
    }

    private CommandWire() {}
}
