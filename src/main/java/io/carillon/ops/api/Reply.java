package io.carillon.ops.api;

import io.carillon.ops.question.Nodes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;

/**
 * What a call is answered: an HTTP status, and a JSON object in UTF-8.
 *
 * @param parts the requests of a batch that were done; empty for any other call
 * @param headers beside those that every answer has
 */
public record Reply(int status, Buffer body, List<Part> parts, Map<String, String> headers) {
    /**
     * A request of a batch.
     *
     * @param path not decoded, without the query
     */
    public record Part(HttpMethod method, String path, int status) {}

    public Reply(int status, Buffer body) {
        this(status, body, List.of());
    }

    public Reply(int status, Buffer body, List<Part> parts) {
        this(status, body, parts, Map.of());
    }

    Reply withHeader(String name, String value) {
        return new Reply(status, body, parts, Map.of(name, value));
    }

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
