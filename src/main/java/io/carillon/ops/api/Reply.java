package io.carillon.ops.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;

/** What a call is answered: an HTTP status, and a JSON object in UTF-8. */
public record Reply(int status, Buffer body) {
    public static Reply ok(JsonObject body) {
        return new Reply(200, body.toBuffer());
    }
}
