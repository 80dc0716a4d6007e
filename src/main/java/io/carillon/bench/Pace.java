package io.carillon.bench;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/**
 * How a phase publishes: in an open loop, at a rate whatever comes back, or in a closed one, the next message when enough
 * of the last have arrived.
 *
 * @param rate messages of all publishers in a second; 0: a closed loop
 * @param inFlight of a closed loop: messages under way, counted by their outstanding deliveries
 * @param duration after which it ends, however many messages there were
 * @param measured whether this phase makes figures; what it loses counts in any case
 * @param most messages
 */
record Pace(double rate, int inFlight, Duration duration, boolean measured, long most) {
    /** As many messages as there is time for. */
    Pace(double rate, int inFlight, Duration duration, boolean measured) {
        this(rate, inFlight, duration, measured, Long.MAX_VALUE);
    }

    boolean isClosedLoop() {
        return rate == 0;
    }

    JsonObject json() {
        return new JsonObject()
                .put("rate", rate)
                .put("inFlight", inFlight)
                .put("duration", duration.toNanos())
                .put("measured", measured)
                .put("most", most);
    }

    static Pace of(JsonObject json) {
        return new Pace(
                json.getDouble("rate"),
                json.getInteger("inFlight"),
                Duration.ofNanos(json.getLong("duration")),
                json.getBoolean("measured"),
                json.getLong("most"));
    }
}
