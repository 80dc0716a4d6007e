package io.carillon.hooks;

import io.carillon.broker.EventStep;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Steps that wait to be written: first what has to be moved from an earlier lease, which is never more than there are
 * connections and channels, then what has happened, in order and up to a bound.
 */
final class Backlog {
    /** Steps that are written together; moves are never among news. */
    record Batch(List<EventStep> steps, boolean moves) {}

    private final int bound;
    private final ArrayDeque<EventStep> moves = new ArrayDeque<>();
    private final ArrayDeque<EventStep> news = new ArrayDeque<>();

    Backlog(int bound) {
        this.bound = bound;
    }

    /** Returns whether the oldest news had to give way. */
    boolean add(EventStep step) {
        news.add(step);
        if (news.size() <= bound) {
            return false;
        }
        news.remove();
        return true;
    }

    void forgetMoves() {
        moves.clear();
    }

    void move(EventStep step) {
        moves.add(step);
    }

    boolean isMoving() {
        return !moves.isEmpty();
    }

    boolean isEmpty() {
        return moves.isEmpty() && news.isEmpty();
    }

    Batch take(int most) {
        ArrayDeque<EventStep> from = moves.isEmpty() ? news : moves;
        List<EventStep> taken = new ArrayList<>(Math.min(most, from.size()));
        while (taken.size() < most && !from.isEmpty()) {
            taken.add(from.remove());
        }
        return new Batch(taken, from == moves);
    }

    /** What was taken is to be taken again. */
    void putBack(Batch batch) {
        ArrayDeque<EventStep> into = batch.moves() ? moves : news;
        for (int i = batch.steps().size() - 1; i >= 0; i--) {
            into.addFirst(batch.steps().get(i));
        }
    }

    /** The connections and channels whose beginning waits among the news. */
    Set<String> beginnings() {
        Set<String> subjects = new HashSet<>();
        news.forEach(step -> addBeginning(step, subjects));
        return subjects;
    }

    /**
     * The channels whose end waits, and no beginning before it.
     *
     * @param underWay news that were taken, and may be put back
     */
    Set<String> endings(List<EventStep> underWay) {
        Set<String> begun = new HashSet<>();
        Set<String> subjects = new LinkedHashSet<>();
        Stream.concat(underWay.stream(), news.stream()).forEach(step -> {
            addBeginning(step, begun);
            if (step.kind() == EventStep.Kind.VACATED && !begun.contains(step.subject())) {
                subjects.add(step.subject());
            }
        });
        return subjects;
    }

    static void addBeginning(EventStep step, Set<String> subjects) {
        switch (step.kind()) {
            case CAME, STAYED, OCCUPIED -> subjects.add(step.subject());
            default -> {}
        }
    }
}
