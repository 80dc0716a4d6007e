package io.carillon.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The memory that the process really holds, which the JVM's own gauges do not know. Linux only, absent elsewhere. */
final class ResidentMemory implements MeterBinder {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String LINE = "VmRSS:";

    @Override
    public void bindTo(MeterRegistry registry) {
        if (Files.isReadable(STATUS)) {
            Gauge.builder("process.resident.memory", ResidentMemory::bytes)
                    .baseUnit("bytes")
                    .description("Resident set size of the process")
                    .register(registry);
        }
    }

    private static double bytes() {
        try (var lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(LINE))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) * 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException e) {
            return Double.NaN;
        }
    }
}
