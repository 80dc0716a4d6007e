package io.carillon.ops;

import io.carillon.bus.StatsAnswer;
import io.carillon.metrics.Measure;
import io.carillon.metrics.Summary;
import io.carillon.metrics.Track;
import io.vertx.core.json.JsonObject;
import java.util.EnumMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * The statistics of one or several nodes as JSON. They are added as histograms, since percentiles cannot be averaged.
 * Adding takes milliseconds: not for an event loop.
 */
final class StatsReport {
    private final Map<Measure, Histogram> sums = new EnumMap<>(Measure.class);

    StatsReport() {
        for (Measure measure : Measure.values()) {
            sums.put(measure, Track.empty());
        }
    }

    /**
     * A measure that the node does not know counts as empty.
     *
     * @throws IllegalArgumentException when a histogram cannot be read; nothing is added then
     */
    void add(StatsAnswer node) {
        Map<Measure, Histogram> decoded = new EnumMap<>(Measure.class);
        for (Measure measure : Measure.values()) {
            byte[] encoded = node.histograms().get(measure.text());
            if (encoded != null) {
                decoded.put(measure, Track.decode(encoded));
            }
        }
        decoded.forEach((measure, histogram) -> sums.get(measure).add(histogram));
    }

    /** Per measure the count, and in milliseconds min, max, avg, p95, p99. */
    JsonObject toJson() {
        JsonObject report = new JsonObject();
        sums.forEach((measure, sum) -> report.put(measure.text(), json(Summary.of(sum))));
        return report;
    }

    private static JsonObject json(Summary summary) {
        return new JsonObject()
                .put("count", summary.count())
                .put("min", Summary.millis(summary.min()))
                .put("max", Summary.millis(summary.max()))
                .put("avg", Summary.millis(summary.avg()))
                .put("p95", Summary.millis(summary.p95()))
                .put("p99", Summary.millis(summary.p99()));
    }
}
