package io.carillon.bench;

import io.vertx.core.json.JsonObject;

/**
 * Everything that a worker knows.
 *
 * @param subscribers by channel
 * @param latency histogram, as {@link Quantiles} decodes it; likewise the times to connect and to connect again
 * @param returnTime of those who came back alone, from opening the socket; {@code currentTime} until they had what was
 *     there then
 * @param arrivals by offset, as {@link Comeback} notes them
 * @param latest as {@link LastDelivery} reads it
 */
record WorkerReport(
        Counts counts,
        Faults faults,
        long[] subscribers,
        String latency,
        String latest,
        String connectTime,
        String reconnectTime,
        String returnTime,
        String currentTime,
        long[] arrivals) {
    JsonObject json() {
        return new JsonObject()
                .put("counts", counts.json())
                .put("faults", faults.json())
                .put("subscribers", Numbers.json(subscribers))
                .put("latency", latency)
                .put("latest", latest)
                .put("connectTime", connectTime)
                .put("reconnectTime", reconnectTime)
                .put("returnTime", returnTime)
                .put("currentTime", currentTime)
                .put("arrivals", Numbers.json(arrivals));
    }

    static WorkerReport of(JsonObject json) {
        return new WorkerReport(
                Counts.of(json.getJsonArray("counts")),
                Faults.of(json.getJsonObject("faults")),
                Numbers.of(json.getJsonArray("subscribers")),
                json.getString("latency"),
                json.getString("latest"),
                json.getString("connectTime"),
                json.getString("reconnectTime"),
                json.getString("returnTime"),
                json.getString("currentTime"),
                Numbers.of(json.getJsonArray("arrivals")));
    }
}
