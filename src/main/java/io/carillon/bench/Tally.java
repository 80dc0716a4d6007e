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
 * @param returned of those who came back alone, from opening the socket; {@code current} until they had what was there
 *     then
 * @param newestArrivedAt nanoseconds at which the last subscriber got the message that was the newest when the last
 *     one had come back; 0 when nobody got it
 */
record Tally(
        Counts counts,
        Faults faults,
        long[] subscribers,
        Quantiles latency,
        Quantiles last,
        Quantiles connect,
        Quantiles reconnect,
        Quantiles returned,
        Quantiles current,
        long newestArrivedAt) {
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
                quantiles(reports, WorkerReport::reconnectTime),
                quantiles(reports, WorkerReport::returnTime),
                quantiles(reports, WorkerReport::currentTime),
                newestArrivedAt(reports, (int) counts.get(Count.NEWEST_AT_RETURN)));
    }

    private static long newestArrivedAt(List<WorkerReport> reports, int newest) {
        return reports.stream()
                .map(WorkerReport::arrivals)
                .filter(arrivals -> newest < arrivals.length)
                .mapToLong(arrivals -> arrivals[newest])
                .max()
                .orElse(0);
    }

    private static Quantiles quantiles(List<WorkerReport> reports, Function<WorkerReport, String> which) {
        Histogram sum = Quantiles.histogram();
        reports.forEach(report -> sum.add(Quantiles.decode(which.apply(report))));
        return Quantiles.of(sum);
    }
}
