package io.carillon.bench;

import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.TimeUnit;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** Milliseconds below which shares of the values lie. All 0 when there was no value. */
record Quantiles(long count, double p50, double p90, double p99, double p999, double max) {
    /** Longer times count as this. */
    static final long MAX_NANOS = TimeUnit.MINUTES.toNanos(10);

    private static final int DIGITS = 3;
    private static final double NANOS_PER_MILLI = 1e6;

    /** A histogram of nanoseconds with an error below 0.1 %. */
    static Histogram histogram() {
        return new Histogram(1_000, MAX_NANOS, DIGITS);
    }

    static Quantiles of(Histogram nanos) {
        return new Quantiles(
                nanos.getTotalCount(),
                millis(nanos.getValueAtPercentile(50)),
                millis(nanos.getValueAtPercentile(90)),
                millis(nanos.getValueAtPercentile(99)),
                millis(nanos.getValueAtPercentile(99.9)),
                millis(nanos.getMaxValue()));
    }

    private static double millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }

    static String encode(Histogram histogram) {
        ByteBuffer bytes = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(bytes);
        return Base64.getEncoder().encodeToString(Arrays.copyOf(bytes.array(), length));
    }

    static Histogram decode(String text) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(text));
            return Histogram.decodeFromCompressedByteBuffer(bytes, MAX_NANOS);
        } catch (DataFormatException broken) {
            throw new IllegalArgumentException("not a histogram", broken);
        }
    }

    JsonObject json() {
        return new JsonObject()
                .put("count", count)
                .put("p50", p50)
                .put("p90", p90)
                .put("p99", p99)
                .put("p99.9", p999)
                .put("max", max);
    }
}
