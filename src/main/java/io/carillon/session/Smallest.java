package io.carillon.session;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Keeps the first items of an order, of however many it is offered: a page costs no sorting of the rest. */
final class Smallest<T> {
    private final int most;
    private final Comparator<? super T> order;
    private final PriorityQueue<T> kept;
    private boolean more;

    /** @param most items that are kept, 1 or more */
    Smallest(int most, Comparator<? super T> order) {
        this.most = most;
        this.order = order;
        kept = new PriorityQueue<>(order.reversed());
    }

    void offer(T item) {
        if (kept.size() < most) {
            kept.add(item);
            return;
        }
        more = true;
        if (order.compare(item, kept.peek()) < 0) {
            kept.poll();
            kept.add(item);
        }
    }

    List<T> inOrder() {
        List<T> items = new ArrayList<>(kept);
        items.sort(order);
        return items;
    }

    /** Whether it was offered more than it has kept. */
    boolean isMore() {
        return more;
    }
}
