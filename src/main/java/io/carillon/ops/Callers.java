package io.carillon.ops;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Who is connected to the ops listener, bounded in number and in time: a request is to arrive within a deadline however
 * busily its bytes trickle in, and so is the rest of it once its head is there. When all places are taken, the caller that has
 * asked nothing for longest gives way, so that a probe still gets through.
 *
 * <p>For one event loop. Times are of a monotonic clock, in nanoseconds.
 *
 * @param <C> a connection
 */
final class Callers<C> {
    /** To the head of the first request. */
    static final long FIRST_HEAD = TimeUnit.SECONDS.toNanos(10);

    /** From an answer to the head of the next request; longer than the usual minute between two scrapes. */
    static final long NEXT_HEAD = TimeUnit.SECONDS.toNanos(90);

    /** From the head of a request to the end of its answer, its body included. */
    static final long CALL = TimeUnit.SECONDS.toNanos(30);

    private final int places;
    private final Consumer<C> late;
    private final Consumer<C> displaced;
    private final Map<C, State> callers = new LinkedHashMap<>();

    private record State(boolean calling, long deadline) {}

    /**
     * @param late ends a connection that has taken too long, of which {@link #gone} is to be told then
     * @param displaced ends one for which there is no place, at once
     */
    Callers(int places, Consumer<C> late, Consumer<C> displaced) {
        this.places = places;
        this.late = late;
        this.displaced = displaced;
    }

    void come(C caller, long now) {
        if (callers.size() < places || makeRoom()) {
            callers.put(caller, new State(false, now + FIRST_HEAD));
        } else {
            displaced.accept(caller);
        }
    }

    /** The head of a request is there. */
    void calls(C caller, long now) {
        callers.computeIfPresent(caller, (same, state) -> new State(true, now + CALL));
    }

    /** An answer has left; its caller has asked nothing since then. */
    void answered(C caller, long now) {
        if (callers.remove(caller) != null) {
            callers.put(caller, new State(false, now + NEXT_HEAD));
        }
    }

    void gone(C caller) {
        callers.remove(caller);
    }

    /** Closes whoever is late. */
    void sweep(long now) {
        List<C> due = new ArrayList<>();
        callers.forEach((caller, state) -> {
            if (state.deadline() - now <= 0) {
                due.add(caller);
            }
        });
        callers.keySet().removeAll(due);
        due.forEach(late);
    }

    private boolean makeRoom() {
        for (Iterator<Map.Entry<C, State>> all = callers.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<C, State> next = all.next();
            if (!next.getValue().calling()) {
                all.remove();
                displaced.accept(next.getKey());
                return true;
            }
        }
        return false;
    }
}
