package io.carillon.bench;

import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.HdrHistogram.Histogram;

/** The time from publishing a message to its last delivery, which may be to any worker. */
final class LastDelivery {
    private static final int NANOS_PER_MICRO = 1000;

    private LastDelivery() {}

    /** @param workers what {@link Deliveries#latest} of each gave */
    static Quantiles of(List<String> workers) {
        int[] micros = {};
        for (String worker : workers) {
            IntBuffer more = ByteBuffer.wrap(Base64.getDecoder().decode(worker)).asIntBuffer();
            micros = Arrays.copyOf(micros, Math.max(micros.length, more.remaining()));
            for (int i = 0; more.hasRemaining(); i++) {
                micros[i] = Math.max(micros[i], more.get());
            }
        }
        Histogram histogram = Quantiles.histogram();
        for (int each : micros) {
            if (each > 0) {
                histogram.recordValue(Math.min((long) (each - 1) * NANOS_PER_MICRO, Quantiles.MAX_NANOS));
            }
        }
        return Quantiles.of(histogram);
    }
}
