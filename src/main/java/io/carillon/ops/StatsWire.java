package io.carillon.ops;

import io.carillon.bus.StatsAnswer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** How one node sends its statistics to another. */
final class StatsWire {
    static JsonObject encode(StatsAnswer answer) {
        JsonObject histograms = new JsonObject();
        answer.histograms().forEach(histograms::put);
        return new JsonObject().put("uptime", answer.uptime().toMillis()).put("histograms", histograms);
    }

    /** @throws IllegalArgumentException when the other node speaks another version */
    static StatsAnswer decode(JsonObject json) {
        try {
            Map<String, byte[]> histograms = new HashMap<>();
            JsonObject encoded = json.getJsonObject("histograms");
            encoded.fieldNames().forEach(measure -> histograms.put(measure, encoded.getBinary(measure)));
            return new StatsAnswer(Duration.ofMillis(json.getLong("uptime")), histograms);
        } catch (RuntimeException e) {
            throw new IllegalArgumentException("no statistics", e);
        }
    }

    private StatsWire() {}
}
