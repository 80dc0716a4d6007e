package io.carillon.broker.redis;

import io.carillon.broker.BrokerUnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The publishes of one connection in the order of the calls: first those under way, in batches, then those waiting. */
final class PublishQueue {
    /** Publishes that may wait to be sent. */
    static final int MAX_WAITING = 16_384;

    /** Bytes of text that may wait to be sent or answered: a Redis that hangs leaves thousands of publishes under way. */
    static final long MAX_BYTES = 16L << 20;

    private final int maxInFlight;
    private final ArrayDeque<PendingPublish> waiting = new ArrayDeque<>();
    private final ArrayDeque<List<PendingPublish>> underWay = new ArrayDeque<>();
    private long bytes;
    private int inFlight;

    PublishQueue(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    /** @return false when the queue is full; a single publish fits whatever its size */
    boolean offer(PendingPublish publish) {
        long more = bytes + publish.text().length;
        if (waiting.size() >= MAX_WAITING || more > MAX_BYTES && bytes > 0) {
            return false;
        }
        waiting.add(publish);
        bytes = more;
        return true;
    }

    /** What may be sent now, as one batch that is under way from here on; maybe empty. */
    List<PendingPublish> next() {
        int size = Math.min(waiting.size(), maxInFlight - inFlight);
        if (size == 0) {
            return List.of();
        }
        List<PendingPublish> batch = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            batch.add(waiting.remove());
        }
        underWay.add(batch);
        inFlight += size;
        return batch;
    }

    /**
     * Redis has answered a batch; batches are answered in order.
     *
     * @return false when the batch is not under way any more
     */
    boolean answered(List<PendingPublish> batch) {
        if (underWay.peek() != batch) {
            return false;
        }
        underWay.remove();
        inFlight -= batch.size();
        for (int i = 0; i < batch.size(); i++) {
            bytes -= batch.get(i).text().length;
        }
        return true;
    }

    /** When the oldest publish was asked for, if there is one. */
    OptionalLong oldest() {
        if (!underWay.isEmpty()) {
            return OptionalLong.of(underWay.peek().get(0).askedAt());
        }
        return waiting.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(waiting.peek().askedAt());
    }

    /** Fails all of them. What a failed publish does in its turn finds the queue empty. */
    void fail(String reason) {
        List<PendingPublish> all = new ArrayList<>(inFlight + waiting.size());
        underWay.forEach(all::addAll);
        all.addAll(waiting);
        underWay.clear();
        waiting.clear();
        inFlight = 0;
        bytes = 0;
        for (PendingPublish publish : all) {
            publish.promise().tryFail(new BrokerUnavailableException(reason));
        }
    }
}
