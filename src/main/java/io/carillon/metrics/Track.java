package io.carillon.metrics;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/**
 * Durations of one kind in nanoseconds, three digits exact, up to an hour. {@link #record} is wait-free from any thread;
 * everything else is for one reader at a time.
 */
public final class Track {
    static final long MAX_NANOS = Duration.ofHours(1).toNanos();

    private static final int DIGITS = 3;

    private final Recorder recorder = new Recorder(MAX_NANOS, DIGITS);
    private final Histogram total = empty();
    private Histogram interval;

    void record(long nanos) {
        recorder.recordValue(Math.max(0, Math.min(MAX_NANOS, nanos)));
    }

    /** Everything since the last reset; the reader's to read until the next call. */
    Histogram total() {
        interval = recorder.getIntervalHistogram(interval);
        total.add(interval);
        return total;
    }

    void reset() {
        recorder.reset();
        total.reset();
    }

    /** A histogram of the same range, to add others to. */
    public static Histogram empty() {
        return new Histogram(MAX_NANOS, DIGITS);
    }

    /** HdrHistogram's compressed V2 encoding: a few kilobytes. */
    static byte[] encode(Histogram histogram) {
        ByteBuffer buffer = ByteBuffer.allocate(histogram.getNeededByteBufferCapacity());
        int length = histogram.encodeIntoCompressedByteBuffer(buffer);
        return Arrays.copyOf(buffer.array(), length);
    }

    /** @throws IllegalArgumentException when the bytes are no histogram of this range */
    public static Histogram decode(byte[] encoded) {
        try {
            Histogram histogram = Histogram.decodeFromCompressedByteBuffer(ByteBuffer.wrap(encoded), MAX_NANOS);
            if (histogram.getHighestTrackableValue() > MAX_NANOS) {
                throw new IllegalArgumentException("histogram of another range");
            }
            return histogram;
        } catch (DataFormatException | RuntimeException e) {
            throw new IllegalArgumentException("no histogram", e);
        }
    }
}
