package io.carillon.chaos.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** When the nodes asked Redis for connections: not too often, and not all of them in step. */
final class Dials {
    private static final long SECOND = 1_000;

    /** In the first moments everybody who has lost the same Redis is in step. */
    private static final long BEGINNING = 2_000;

    /** What comes within so many milliseconds comes together. */
    private static final long TOGETHER = 25;

    private static final int ENOUGH = 12;

    /** So many at a time, on the average, are in step. */
    private static final double IN_STEP = 3;

    private final Map<Integer, Map<Long, Integer>> seconds = new HashMap<>();
    private final TreeSet<Long> moments = new TreeSet<>();
    private final Map<Long, Integer> together = new HashMap<>();

    void see(Event.Dialled dialled) {
        seconds.computeIfAbsent(dialled.node(), node -> new HashMap<>()).merge(dialled.at() / SECOND, 1, Integer::sum);
        moments.add(dialled.at());
        together.merge(dialled.at(), 1, Integer::sum);
    }

    void judge(Terms terms, List<long[]> outages, Verdict verdict) {
        seconds.forEach((node, counts) -> counts.forEach((second, count) -> {
            if (count > terms.dialled()) {
                String what = "node " + node + " asked Redis for " + count + " connections in a second";
                verdict.add(Violation.Kind.STORM, second * SECOND, what);
            }
        }));
        outages.forEach(outage -> judgeSteps(outage[0] + BEGINNING, outage[1], verdict));
    }

    private void judgeSteps(long from, long to, Verdict verdict) {
        int dials = 0;
        int steps = 0;
        long step = Long.MIN_VALUE;
        for (long moment : from < to ? moments.subSet(from, to) : new TreeSet<Long>()) {
            dials += together.get(moment);
            if (moment > step + TOGETHER) {
                steps++;
                step = moment;
            }
        }
        if (dials >= ENOUGH && dials >= IN_STEP * steps) {
            String what = "the nodes asked Redis for " + dials + " connections at " + steps + " moments";
            verdict.add(Violation.Kind.STORM, from, what);
        }
    }
}
