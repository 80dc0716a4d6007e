package io.carillon.bench;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * How connections are made.
 *
 * @param perSecond connections begun in a second at most; 0: no such bound
 * @param inFlight connections in the making at most
 * @param timeout after which an attempt has failed
 * @param reconnect whether a connection that is lost is made again
 */
public record Entry(double perSecond, int inFlight, Duration timeout, boolean reconnect) {

    /** What one of several workers has of it. */
    Entry share(int workers) {
        return new Entry(perSecond / workers, Math.max(1, inFlight / workers), timeout, reconnect);
    }

    JsonObject json() {
        return new JsonObject()
                .put("perSecond", perSecond)
                .put("inFlight", inFlight)
                .put("timeout", timeout.toMillis())
                .put("reconnect", reconnect);
    }

    static Entry of(JsonObject json) {
        return new Entry(
                json.getDouble("perSecond"),
                json.getInteger("inFlight"),
                Duration.ofMillis(json.getLong("timeout")),
                json.getBoolean("reconnect"));
    }
}
