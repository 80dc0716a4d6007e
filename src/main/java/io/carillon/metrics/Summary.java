package io.carillon.metrics;

import org.HdrHistogram.Histogram;

/** One measure in seven numbers; durations are nanoseconds, and zero when nothing was counted. */
public record Summary(long count, double min, double max, double avg, double p50, double p95, double p99) {
    public static final Summary EMPTY = new Summary(0, 0, 0, 0, 0, 0, 0);

    public static Summary of(Histogram histogram) {
        if (histogram.getTotalCount() == 0) {
            return EMPTY;
        }
        return new Summary(
                histogram.getTotalCount(),
                histogram.getMinValue(),
                histogram.getMaxValue(),
                histogram.getMean(),
                histogram.getValueAtPercentile(50),
                histogram.getValueAtPercentile(95),
                histogram.getValueAtPercentile(99));
    }

    /** Nanoseconds as milliseconds, to the microsecond: as {@code /stats} and the log show durations. */
    public static double millis(double nanos) {
        return Math.round(nanos / 1_000) / 1_000.0;
    }
}
