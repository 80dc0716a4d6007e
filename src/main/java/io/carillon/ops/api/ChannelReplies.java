package io.carillon.ops.api;

import io.carillon.channel.Attendance;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** What callers are told about channels. Messages and members are taken as they are. */
final class ChannelReplies {
    private ChannelReplies() {}

    /** @param position empty without history */
    static JsonObject place(ChannelName channel, Optional<Position> position) {
        JsonObject body = new JsonObject().put("channel", channel.value());
        position.ifPresent(where ->
                body.put("epoch", where.epoch()).put("offset", where.offset()).put("timestamp", where.timestamp()));
        return body;
    }

    /** @param messages each as its subscribers got it */
    static Reply history(ChannelName channel, Position top, List<Publication> messages) {
        Buffer body = opened(place(channel, Optional.of(top))).appendString(",\"messages\":[");
        for (int i = 0; i < messages.size(); i++) {
            body.appendString(i == 0 ? "" : ",").appendBytes(messages.get(i).text());
        }
        return new Reply(200, body.appendString("]}"));
    }

    static Reply presence(ChannelName channel, Attendance attendance) {
        JsonObject head = new JsonObject()
                .put("channel", channel.value())
                .put("count", attendance.count())
                .put("users", attendance.users());
        return new Reply(
                200,
                opened(head)
                        .appendString(",\"clients\":")
                        .appendBytes(attendance.clients())
                        .appendString("}"));
    }

    /** An object with fields to which others can be added. */
    private static Buffer opened(JsonObject object) {
        String text = object.encode();
        return Buffer.buffer(text.substring(0, text.length() - 1));
    }
}
