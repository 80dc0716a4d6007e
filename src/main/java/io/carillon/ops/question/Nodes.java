package io.carillon.ops.question;

import io.vertx.core.json.JsonObject;

/**
 * How many nodes were asked, and how many of them answered in time and for all of their hubs. When these differ, the
 * answer may lack something.
 */
public record Nodes(int asked, int answered) {
    public JsonObject toJson() {
        return new JsonObject().put("asked", asked).put("answered", answered);
    }
}
