package io.carillon.bench;

import io.carillon.bench.Sequences.Verdict;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import org.HdrHistogram.Histogram;

/** Counts the deliveries of a worker's subscribers, and how late they are. Nothing is allocated per delivery. */
final class Deliveries {
    /** Messages whose last delivery is remembered, four bytes each. */
    static final int MAX_MESSAGES = 1 << 23;

    private static final int NANOS_PER_MICRO = 1000;
    private static final int INITIAL_MESSAGES = 1024;

    private final Plan plan;
    private final Counts counts;
    private final Sequences sequences = new Sequences();
    private final int slotsPerSubscriber;
    private final Histogram latency = Quantiles.histogram();

    /** Microseconds to the last delivery, by the message's number, and one; 0 when there was none. */
    private int[] latest = new int[INITIAL_MESSAGES];

    private int messages;

    Deliveries(Plan plan, Counts counts) {
        this.plan = plan;
        this.counts = counts;
        slotsPerSubscriber = plan.channelsPerConnection() * plan.streamsPerChannel();
    }

    /** @param subscribers of this worker, numbered from 0 */
    void admit(int subscribers) {
        sequences.grow(Math.multiplyExact(subscribers, slotsPerSubscriber));
    }

    /** This subscriber was away and is back: what it missed meanwhile is not lost. */
    void returned(int subscriber) {
        for (int slot = 0; slot < slotsPerSubscriber; slot++) {
            sequences.interrupt(subscriber * slotsPerSubscriber + slot);
        }
    }

    /**
     * Counts one delivery.
     *
     * @param place of the channel among those of the subscriber
     * @param number of the message in the measured phase, or {@link Stamp#UNMEASURED}
     * @param sent nanoseconds at which it was to be sent
     */
    void count(int subscriber, int place, int stream, int sequence, int number, long sent, long now) {
        int slot = subscriber * slotsPerSubscriber + place * plan.streamsPerChannel() + stream / plan.channels();
        if (sequences.isInterrupted(slot)) {
            counts.add(Count.AWAY, sequences.resume(slot, sequence));
        }
        Verdict verdict = sequences.see(slot, sequence);
        if (verdict == Verdict.SEEN) {
            counts.add(Count.DUPLICATES, 1);
            return;
        }
        if (verdict == Verdict.LATE) {
            counts.add(Count.REORDERED, 1);
        }
        counts.add(Count.DELIVERED, 1);
        counts.set(Count.LAST_DELIVERY_AT, now);
        if (number != Stamp.UNMEASURED) {
            measure(number, Math.max(0, now - sent));
        }
    }

    private void measure(int number, long nanos) {
        counts.add(Count.MEASURED_DELIVERED, 1);
        latency.recordValue(Math.min(nanos, Quantiles.MAX_NANOS));
        if (number >= MAX_MESSAGES) {
            return;
        }
        if (number >= latest.length) {
            latest = Arrays.copyOf(latest, Math.max(number + 1, 2 * latest.length));
        }
        messages = Math.max(messages, number + 1);
        int micros = (int) Math.min(nanos / NANOS_PER_MICRO + 1, Integer.MAX_VALUE);
        if (micros > latest[number]) {
            latest[number] = micros;
        }
    }

    /** What {@link Quantiles} reads, since the last call of {@link #reset}. */
    String latency() {
        return Quantiles.encode(latency);
    }

    /** The time to the last delivery of each message, as {@link LastDelivery} reads it. */
    String latest() {
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES * messages);
        bytes.asIntBuffer().put(latest, 0, messages);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    /** Forgets times, not what was counted. */
    void reset() {
        latency.reset();
        Arrays.fill(latest, 0, messages, 0);
        messages = 0;
    }
}
