package io.carillon.chaos.check;

import java.util.ArrayList;
import java.util.List;

/** What the harness did, and when: it excuses some things, and asks for others. */
final class Troubles {
    /** What was under way when something began may come out this much later, in milliseconds. */
    private static final long SLACK = 3_000;

    private final List<Window> windows = new ArrayList<>();
    private final List<Event.Erased> erasures = new ArrayList<>();
    private final List<Event.Ready> readings = new ArrayList<>();
    private final Terms terms;

    Troubles(Terms terms) {
        this.terms = terms;
    }

    /** A fault from beginning to end. */
    private record Window(Event.Struck fault, long until) {
        boolean touches(long from, long to) {
            return fault.at() <= to && until >= from;
        }

        boolean isHarmless() {
            return fault.fault().startsWith("slow-readers") || fault.fault().startsWith("leave");
        }

        /** Whether it is done to single nodes, and not to this one. */
        boolean sparesAllBut(int node) {
            return !fault.clients().isEmpty() && !fault.clients().contains(Integer.toString(node));
        }
    }

    void see(Event event) {
        if (event instanceof Event.Struck struck) {
            windows.add(new Window(struck, Long.MAX_VALUE));
        } else if (event instanceof Event.Healed healed) {
            windows.replaceAll(each ->
                    each.until() == Long.MAX_VALUE && each.fault().fault().equals(healed.fault())
                            ? new Window(each.fault(), healed.at())
                            : each);
        } else if (event instanceof Event.Erased erased) {
            erasures.add(erased);
        } else if (event instanceof Event.Ready reading) {
            readings.add(reading);
        }
    }

    /** Whether clients of this node may have noticed something in this time. */
    boolean excuse(int node, long from, long to) {
        return windows.stream()
                .filter(each -> each.fault().clients().contains(Integer.toString(node)))
                .anyMatch(each -> each.touches(from - terms.resume(), to));
    }

    /** Whether anything was done in this time, to whomever; readers that do not read are nobody's trouble. */
    boolean isQuiet(long from, long to) {
        return windows.stream().filter(each -> !each.isHarmless()).noneMatch(each -> each.touches(from, to));
    }

    /** Whether anything was done in this time beside what was done to other nodes than this one. */
    boolean isQuietFor(int node, long from, long to) {
        return windows.stream()
                .filter(each -> !each.isHarmless() && !each.sparesAllBut(node))
                .noneMatch(each -> each.touches(from, to));
    }

    /** Whether something may have kept news from everybody in this time, or have made the broker forget it. */
    boolean mayHaveSwallowed(long from, long to) {
        return anyErasedBetween(from, to)
                || windows.stream()
                        .filter(each -> each.fault().fault().matches("(kill-feeds|overrun|rolling-restart|failover).*"))
                        .anyMatch(each -> each.touches(from, to));
    }

    /** How long other things were done in this time than to nodes and readers. */
    long troubled(long from, long to) {
        return windows.stream()
                .filter(each -> !each.isHarmless() && each.fault().clients().isEmpty() && each.touches(from, to))
                .mapToLong(each -> terms.resume()
                        + Math.min(to, each.until())
                        - each.fault().at())
                .sum();
    }

    /** Whether this node was killed about then, or a moment before. */
    boolean wasKilled(int node, long at) {
        return windows.stream()
                .filter(each -> each.fault().fault().startsWith("node-kill"))
                .filter(each -> each.fault().clients().contains(Integer.toString(node)))
                .anyMatch(each -> each.touches(at - terms.resume(), at));
    }

    /** The times in which no node had a broker. */
    List<long[]> outages() {
        return windows.stream()
                .filter(each ->
                        each.until() != Long.MAX_VALUE && each.fault().broker().length() > 1)
                .map(each -> new long[] {each.fault().at(), each.until()})
                .toList();
    }

    /** Whether an entry with this timestamp may have been erased, and its place may have been taken by another. */
    boolean mayBeErased(long timestamp) {
        return erasures.stream().anyMatch(each -> timestamp >= each.from() - SLACK && timestamp <= each.at());
    }

    /** Whether anything was erased since; what one has heard last may have been erased a moment before. */
    boolean anyErasedBetween(long from, long to) {
        return erasures.stream().anyMatch(each -> each.at() >= from - terms.resume() && each.from() <= to);
    }

    /** Whether an entry may have been erased while everybody who would have heard it was cut off. */
    boolean erasedSoonAfter(long timestamp) {
        return erasures.stream()
                .anyMatch(each -> each.at() >= timestamp - SLACK && each.from() <= timestamp + 2 * terms.resume());
    }

    /** The ends of faults after which nothing else was wrong. */
    List<Long> recoveries() {
        return windows.stream()
                .map(Window::until)
                .filter(until -> until != Long.MAX_VALUE)
                .filter(until ->
                        windows.stream().noneMatch(other -> other.fault().at() < until && other.until() > until))
                .sorted()
                .distinct()
                .toList();
    }

    /** Holds the readings against the times without a broker that were long enough to be noticed. */
    void judgeReadiness(Verdict verdict) {
        for (Window window : windows) {
            if (window.until() != Long.MAX_VALUE
                    && window.until() - window.fault().at() >= terms.notice()) {
                window.fault().broker().chars().map(digit -> digit - '0').forEach(node -> judge(window, node, verdict));
            }
        }
    }

    private void judge(Window window, int node, Verdict verdict) {
        long from = window.fault().at();
        boolean noticed = said(node, false, from, from + terms.notice());
        if (!noticed || said(node, true, from + terms.notice(), window.until() - 1)) {
            verdict.add(
                    Violation.Kind.READINESS,
                    from,
                    "node " + node + " stayed ready: " + window.fault().fault());
        }
        if (!said(node, true, window.until(), window.until() + terms.resume())) {
            verdict.add(
                    Violation.Kind.READINESS,
                    window.until(),
                    "node " + node + " not ready again after " + window.fault().fault());
        }
    }

    private boolean said(int node, boolean ready, long from, long to) {
        return readings.stream()
                .anyMatch(each -> each.node() == node && each.ready() == ready && each.at() >= from && each.at() <= to);
    }
}
