package io.carillon.ops.api;

import io.carillon.ops.question.Nodes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** What a call is answered: an HTTP status, and a JSON object in UTF-8. */
public record Reply(int status, Buffer body) {
    /** @param json an object as text, which gets one more field: how many nodes it is from */
    static Reply with(String json, Nodes nodes) {
        String open = json.substring(0, json.length() - 1);
        return new Reply(
                200, Buffer.buffer(open + ",\"nodes\":" + nodes.toJson().encode() + "}"));
    }

    public static Reply ok(JsonObject body) {
        return new Reply(200, body.toBuffer());
    }
}
