package io.carillon.chaos.check;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the checker found: every violation is counted, the first of each kind are kept. */
public final class Verdict {
    private static final int KEPT = 5;

    private final Map<Violation.Kind, Integer> counts = new EnumMap<>(Violation.Kind.class);
    private final List<Violation> kept = new ArrayList<>();

    void add(Violation.Kind kind, long at, String what) {
        if (counts.merge(kind, 1, Integer::sum) <= KEPT) {
            kept.add(new Violation(kind, at, what));
        }
    }

    public boolean isClean() {
        return counts.isEmpty();
    }

    public Map<Violation.Kind, Integer> counts() {
        return counts;
    }

    /** At most five of each kind. */
    public List<Violation> violations() {
        return List.copyOf(kept);
    }
}
