package io.carillon.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;

/** Shows the histograms to Prometheus as summaries in seconds, so that {@code /metrics} and {@code /stats} agree. */
final class DurationSummaries implements MultiCollector {
    private static final double NANOS_PER_SECOND = 1e9;

    private final Histograms histograms;

    DurationSummaries(Histograms histograms) {
        this.histograms = histograms;
    }

    @Override
    public MetricSnapshots collect() {
        MetricSnapshots.Builder all = MetricSnapshots.builder();
        histograms.summaries().forEach((measure, summary) -> all.metricSnapshot(snapshot(measure, summary)));
        return all.build();
    }

    private static SummarySnapshot snapshot(Measure measure, Summary summary) {
        Quantiles quantiles = Quantiles.of(
                new Quantile(0.5, summary.p50() / NANOS_PER_SECOND),
                new Quantile(0.95, summary.p95() / NANOS_PER_SECOND),
                new Quantile(0.99, summary.p99() / NANOS_PER_SECOND));
        return SummarySnapshot.builder()
                .name(measure.metric())
                .help("Duration of " + measure.text() + " since the last reset of the statistics")
                .dataPoint(SummarySnapshot.SummaryDataPointSnapshot.builder()
                        .quantiles(quantiles)
                        .count(summary.count())
                        .sum(summary.avg() * summary.count() / NANOS_PER_SECOND)
                        .build())
                .build();
    }
}
