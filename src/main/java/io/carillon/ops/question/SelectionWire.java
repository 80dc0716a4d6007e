package io.carillon.ops.question;

import io.carillon.bus.Selection;
import io.carillon.channel.ChannelName;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** How one node names connections to another. What is not named is absent. */
final class SelectionWire {
    static JsonObject encode(Selection which) {
        JsonObject json = new JsonObject();
        which.clientId().ifPresent(id -> json.put("clientId", id));
        which.userId().ifPresent(user -> json.put("userId", user));
        which.group().ifPresent(group -> json.put("group", group));
        which.channel().ifPresent(channel -> json.put("channel", channel.value()));
        return json;
    }

    /**
     * @throws RuntimeException when this is no selection, or one by something that this version does not know: it would
     *     mean more connections than the asker does
     */
    static Selection decode(JsonObject json) {
        Selection which = new Selection(
                text(json, "clientId"),
                text(json, "userId"),
                text(json, "group"),
                text(json, "channel").map(ChannelName::new));
        if (!encode(which).equals(json)) {
            throw new IllegalArgumentException("not a selection that this node knows");
        }
        return which;
    }

    private static Optional<String> text(JsonObject json, String name) {
        return Optional.ofNullable(json.getString(name));
    }

    private SelectionWire() {}
}
