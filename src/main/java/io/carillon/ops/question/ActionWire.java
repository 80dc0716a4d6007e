package io.carillon.ops.question;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.bus.Command.Action;
import io.carillon.bus.Command.Disconnect;
import io.carillon.bus.Command.JoinGroup;
import io.carillon.bus.Command.LeaveGroup;
import io.carillon.bus.Command.PutMetadata;
import io.carillon.bus.Command.RemoveMetadata;
import io.carillon.bus.Command.Send;
import io.carillon.bus.Command.Subscribe;
import io.carillon.bus.Command.Unsubscribe;
import io.carillon.channel.ChannelName;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** How one node sends another what is to be done: one form for each kind of action. */
final class ActionWire {
    private static final List<Form<?>> FORMS = List.of(
            new Form<>(
                    Disconnect.class,
                    "disconnect",
                    (action, json) -> json.put("code", action.code()).put("reason", action.reason()),
                    json -> new Disconnect(json.getInteger("code"), text(json, "reason"))),
            new Form<>(
                    Send.class,
                    "send",
                    (action, json) -> json.put("frame", new String(action.frame(), UTF_8)),
                    json -> new Send(text(json, "frame").getBytes(UTF_8))),
            new Form<>(
                    JoinGroup.class,
                    "joinGroup",
                    (action, json) -> json.put("group", action.group()),
                    json -> new JoinGroup(text(json, "group"))),
            new Form<>(
                    LeaveGroup.class,
                    "leaveGroup",
                    (action, json) -> json.put("group", action.group()),
                    json -> new LeaveGroup(text(json, "group"))),
            new Form<>(
                    PutMetadata.class,
                    "putMetadata",
                    (action, json) -> json.put("key", action.key()).put("value", action.json()),
                    json -> new PutMetadata(text(json, "key"), text(json, "value"))),
            new Form<>(
                    RemoveMetadata.class,
                    "removeMetadata",
                    (action, json) -> json.put("key", action.key()),
                    json -> new RemoveMetadata(text(json, "key"))),
            new Form<>(
                    Subscribe.class,
                    "subscribe",
                    (action, json) -> json.put("channel", action.channel().value()),
                    json -> new Subscribe(new ChannelName(text(json, "channel")))),
            new Form<>(
                    Unsubscribe.class,
                    "unsubscribe",
                    (action, json) -> json.put("channel", action.channel().value()),
                    json -> new Unsubscribe(new ChannelName(text(json, "channel")))));

    private record Form<A extends Action>(
            Class<A> kind, String name, BiConsumer<A, JsonObject> write, Function<JsonObject, A> read) {
        private JsonObject encode(Action action) {
            JsonObject json = new JsonObject().put("type", name);
            write.accept(kind.cast(action), json);
            return json;
        }
    }

    static JsonObject encode(Action action) {
        return FORMS.stream()
                .filter(form -> form.kind().isInstance(action))
                .findFirst()
                .orElseThrow()
                .encode(action);
    }

    /** @throws RuntimeException when this is no action, or one that this version does not know */
    static Action decode(JsonObject json) {
        String type = text(json, "type");
        return FORMS.stream()
                .filter(form -> form.name().equals(type))
                .findFirst()
                .orElseThrow()
                .read()
                .apply(json);
    }

    private static String text(JsonObject json, String name) {
        return Objects.requireNonNull(json.getString(name), name);
    }

    private ActionWire() {}
}
