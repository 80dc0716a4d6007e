package io.carillon.broker.memory;

import java.util.Comparator;
import java.util.HashSet;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * What is to be looked at again when its time has come. Nothing wakes it: whoever uses the store takes a few of those that
 * are due, so no use of it does much work.
 */
final class Expiries<T> {
    private record Expiry<T>(T item, long at) {}

    private final PriorityQueue<Expiry<T>> queue = new PriorityQueue<>(Comparator.comparingLong(Expiry::at));
    private final Set<T> waiting = new HashSet<>();

    /**
     * Without effect for an item that is waiting already: when its time comes, its owner adds it again if it is too early.
     *
     * @param at milliseconds on the clock of the store
     */
    void add(T item, long at) {
        if (waiting.add(item)) {
            queue.add(new Expiry<>(item, at));
        }
    }

    /** Takes one that is due, null when none is. */
    T poll(long now) {
        if (queue.isEmpty() || queue.peek().at() > now) {
            return null;
        }
        T due = queue.poll().item();
        waiting.remove(due);
        return due;
    }
}
