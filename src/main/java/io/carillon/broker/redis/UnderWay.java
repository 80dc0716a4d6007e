package io.carillon.broker.redis;

import java.util.ArrayDeque;
import java.util.List;
import java.util.function.Predicate;

/**
 * The channels of which Redis was told and has not answered, in the order of the commands, which is that of the answers. A
 * confirmation names its channel, an error at most the slot.
 */
final class UnderWay {
    private final ArrayDeque<Subscription> all = new ArrayDeque<>();

    void add(List<Subscription> sent) {
        all.addAll(sent);
    }

    /** Something was answered; those that are done leave when they have come to the front. */
    void forgetAnswered() {
        while (!all.isEmpty() && !all.peek().isUnderWay()) {
            all.remove();
        }
    }

    /** Takes the oldest whose name in Redis fits, or null. What is older was answered. */
    Subscription take(Predicate<String> about) {
        Subscription next = all.poll();
        while (next != null && !(next.isUnderWay() && about.test(next.name.toString()))) {
            next = all.poll();
        }
        return next;
    }

    void clear() {
        all.clear();
    }
}
