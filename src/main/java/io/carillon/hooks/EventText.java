package io.carillon.hooks;

import io.carillon.broker.StoredEvent;
import io.carillon.config.EventHookConfig.Kind;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Events as the receiver reads them. */
final class EventText {
    static Buffer of(List<StoredEvent> events) {
        JsonArray list = new JsonArray();
        events.forEach(event -> list.add(json(event)));
        return new JsonObject().put("events", list).toBuffer();
    }

    private static JsonObject json(StoredEvent event) {
        JsonObject json = new JsonObject()
                .put("id", event.id())
                .put("type", event.type())
                .put("timestamp", event.at())
                .put("node", event.node());
        boolean connect = event.type().equals(Kind.CONNECT.text());
        boolean disconnect = event.type().equals(Kind.DISCONNECT.text());
        if (!connect && !disconnect) {
            return json.put("channel", event.subject());
        }
        json.put("clientId", event.subject()).put("user", event.user());
        return disconnect ? json.put("code", event.code()) : json;
    }

    private EventText() {}
}
