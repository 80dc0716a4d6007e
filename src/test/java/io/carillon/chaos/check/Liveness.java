package io.carillon.chaos.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whether everybody went on soon after each recovery. */
final class Liveness {
    private final List<Long> recoveries;
    private final long bound;
    private final Verdict verdict;

    /** How many of the recoveries somebody has been seen after. */
    private final Map<String, Integer> passed = new HashMap<>();

    Liveness(List<Long> recoveries, Terms terms, Verdict verdict) {
        this.recoveries = recoveries;
        this.bound = terms.resume();
        this.verdict = verdict;
    }

    /** Somebody goes on at one moment with what was begun at another. */
    void see(String who, long at, long begun) {
        int next = passed.getOrDefault(who, 0);
        while (next < recoveries.size() && recoveries.get(next) <= begun) {
            if (at > recoveries.get(next) + bound) {
                stall(who, recoveries.get(next), "went on after " + (at - recoveries.get(next)) + " ms");
            }
            next++;
        }
        passed.put(who, next);
    }

    /** What was due before this moment has not come any more. */
    void judgeEnd(long end) {
        passed.forEach((who, next) -> recoveries.stream()
                .skip(next)
                .filter(each -> each + bound < end)
                .forEach(each -> stall(who, each, "did not go on")));
    }

    private void stall(String who, long recovery, String what) {
        verdict.add(Violation.Kind.STALL, recovery, who + " " + what);
    }
}
