package io.carillon.ops;

import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.json.JsonObject;

/**
 * One reason why the node would not serve.
 *
 * @param check what was looked at
 * @param reason what was found
 */
record Trouble(String check, String reason) {
    /** Of a question on the bus that failed. */
    static Trouble of(String check, Throwable failure) {
        if (failure instanceof ReplyException reply) {
            return switch (reply.failureType()) {
                case TIMEOUT -> new Trouble(check, "no answer within the deadline");
                case NO_HANDLERS -> new Trouble(check, "not running");
                default -> new Trouble(check, String.valueOf(reply.getMessage()));
            };
        }
        return new Trouble(check, "failed");
    }

    JsonObject toJson() {
        return new JsonObject().put("check", check).put("reason", reason);
    }
}
