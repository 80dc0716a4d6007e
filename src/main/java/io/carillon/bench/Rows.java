package io.carillon.bench;

import java.util.Locale;
import java.util.Map;

/** Lines of a report: a name, and what there is to say. */
final class Rows {
    private static final String ROW = "%-18s %s%n";

    private final StringBuilder text = new StringBuilder();

    /** The same text wherever the machine stands. */
    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    void row(String name, String format, Object... values) {
        text.append(text(ROW, name, text(format, values)));
    }

    /** Nothing when nothing was measured. */
    void times(String name, Quantiles times) {
        if (times.count() > 0) {
            row(
                    name,
                    "p50 %.2f ms  p90 %.2f  p99 %.2f  p99.9 %.2f  max %.2f",
                    times.p50(),
                    times.p90(),
                    times.p99(),
                    times.p999(),
                    times.max());
        }
    }

    void faults(Map<String, Long> faults) {
        faults.forEach((name, count) -> row("", "%,d x %s", count, name));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
