package io.carillon.bench;

import java.util.List;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/**
 * What all workers know at one moment.
 *
 * @param subscribers by channel
 * @param latency since the last tally, like {@code last}
 * @param connect since the beginning, like {@code reconnect}
 */
record Tally(
        Counts counts,
        Faults faults,
        long[] subscribers,
        Quantiles latency,
        Quantiles last,
        Quantiles connect,
        Quantiles reconnect) {
    static Tally of(List<WorkerReport> reports) {
        Counts counts = new Counts();
        Faults faults = new Faults();
        long[] subscribers = new long[reports.get(0).subscribers().length];
        for (WorkerReport report : reports) {
            counts.add(report.counts());
            faults.add(report.faults());
            for (int channel = 0; channel < subscribers.length; channel++) {
                subscribers[channel] += report.subscribers()[channel];
            }
        }
        return new Tally(
                counts,
                faults,
                subscribers,
                quantiles(reports, WorkerReport::latency),
                LastDelivery.of(reports.stream().map(WorkerReport::latest).toList()),
                quantiles(reports, WorkerReport::connectTime),
                quantiles(reports, WorkerReport::reconnectTime));
    }

    private static Quantiles quantiles(List<WorkerReport> reports, Function<WorkerReport, String> which) {
        Histogram sum = Quantiles.histogram();
        reports.forEach(report -> sum.add(Quantiles.decode(which.apply(report))));
        return Quantiles.of(sum);
    }
}
