package io.carillon.broker.redis;

import io.carillon.broker.BrokerUnavailableException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The commands of one connection in the order of the calls: first those under way, in batches, then those waiting. */
final class CommandQueue {
    /** Commands that may wait to be sent. */
    static final int MAX_WAITING = 16_384;

    /** Bytes that may wait to be sent or answered: a Redis that hangs leaves thousands of commands under way. */
    static final long MAX_BYTES = 16L << 20;

    private final int maxInFlight;
    private final ArrayDeque<PendingCommand<?>> waiting = new ArrayDeque<>();
    private final ArrayDeque<List<PendingCommand<?>>> underWay = new ArrayDeque<>();
    private long bytes;
    private int inFlight;

    CommandQueue(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    /** @return false when the queue is full; a single command fits whatever its size */
    boolean offer(PendingCommand<?> command) {
        long more = bytes + command.bytes();
        if (waiting.size() >= MAX_WAITING || more > MAX_BYTES && bytes > 0) {
            return false;
        }
        waiting.add(command);
        bytes = more;
        return true;
    }

    /**
     * What may be sent next, as one batch that is under way from here on: neighbours that share a batch, or one that does
     * not; empty when nothing may be sent now.
     */
    List<PendingCommand<?>> next() {
        int size = Math.min(waiting.size(), maxInFlight - inFlight);
        if (size == 0) {
            return List.of();
        }
        List<PendingCommand<?>> batch;
        if (waiting.peek().sharesBatch()) {
            batch = new ArrayList<>(size);
            while (batch.size() < size && waiting.peek().sharesBatch()) {
                batch.add(waiting.remove());
            }
        } else {
            batch = List.of(waiting.remove());
        }
        underWay.add(batch);
        inFlight += batch.size();
        return batch;
    }

    /**
     * Redis has answered a batch; batches are answered in order.
     *
     * @return false when the batch is not under way any more
     */
    boolean answered(List<PendingCommand<?>> batch) {
        if (underWay.peek() != batch) {
            return false;
        }
        underWay.remove();
        inFlight -= batch.size();
        for (int i = 0; i < batch.size(); i++) {
            bytes -= batch.get(i).bytes();
        }
        return true;
    }

    /** When the oldest command that is still waited for was asked for, if there is one. */
    OptionalLong oldest() {
        for (List<PendingCommand<?>> batch : underWay) {
            for (PendingCommand<?> command : batch) {
                if (!command.isOver()) {
                    return OptionalLong.of(command.askedAt());
                }
            }
        }
        return waiting.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(waiting.peek().askedAt());
    }

    /** When the command was asked for whose answer comes next, be it still waited for or not; empty when none comes. */
    OptionalLong nextAnswer() {
        return underWay.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(underWay.peek().get(0).askedAt());
    }

    /**
     * Fails those under way whose answers are late. They keep their places, since their answers still come.
     *
     * @param latest {@link System#nanoTime()} of the call, for the youngest that is late
     */
    void giveUpLate(long latest) {
        for (List<PendingCommand<?>> batch : underWay) {
            if (batch.get(0).askedAt() - latest > 0) {
                return;
            }
            for (PendingCommand<?> command : batch) {
                if (command.askedAt() - latest <= 0) {
                    command.failed(new BrokerUnavailableException("No answer from Redis within the deadline"));
                }
            }
        }
    }

    /**
     * Fails those that have waited for too long. Nothing has happened to them, so the connection can stay.
     *
     * @param latest {@link System#nanoTime()} of the call, for the youngest that has waited too long
     */
    void giveUpWaiting(long latest) {
        while (!waiting.isEmpty() && waiting.peek().askedAt() - latest <= 0) {
            PendingCommand<?> late = waiting.remove();
            bytes -= late.bytes();
            late.failed(new BrokerUnavailableException("Redis does not keep up"));
        }
    }

    /** Fails all of them. What a failed command does in its turn finds the queue empty. */
    void fail(String reason) {
        List<PendingCommand<?>> all = new ArrayList<>(inFlight + waiting.size());
        underWay.forEach(all::addAll);
        all.addAll(waiting);
        underWay.clear();
        waiting.clear();
        inFlight = 0;
        bytes = 0;
        for (PendingCommand<?> command : all) {
            command.failed(new BrokerUnavailableException(reason));
        }
    }
}
