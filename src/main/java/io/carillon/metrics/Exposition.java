package io.carillon.metrics;

import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/**
 * Everything that the process counts and measures, and its text for Prometheus. The composition root makes one per
 * process, and it outlives every restart of the metrics verticle.
 */
public final class Exposition implements AutoCloseable {
    /** Prometheus' text format, as {@link #text} writes it. */
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final Meters meters = new Meters(registry);
    private final HookMeters hookMeters = new HookMeters(registry);
    private final Histograms histograms = new Histograms();

    public Exposition() {
        List<MeterBinder> binders = List.of(
                collections,
                new JvmMemoryMetrics(),
                new JvmThreadMetrics(),
                new ClassLoaderMetrics(),
                new ProcessorMetrics(),
                new UptimeMetrics(),
                new FileDescriptorMetrics(),
                new ResidentMemory());
        binders.forEach(binder -> binder.bindTo(registry));
        registry.getPrometheusRegistry().register(new DurationSummaries(histograms));
    }

    public Meters meters() {
        return meters;
    }

    public HookMeters hookMeters() {
        return hookMeters;
    }

    /** Where durations are recorded; handed to verticles as {@link Statistics}. */
    public Histograms histograms() {
        return histograms;
    }

    /** Takes milliseconds: not for an event loop. */
    String text() {
        return registry.scrape();
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
