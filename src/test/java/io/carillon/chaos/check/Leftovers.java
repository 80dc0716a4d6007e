package io.carillon.chaos.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Readers of channels with a flood: how much was kept for one who did not read, and whether what came after the rest was
 * left out was the newest, where that is promised. That nothing is left out without a word is judged elsewhere.
 */
final class Leftovers {
    /** What was sent so long before the end of a pause did not come in with the end, in milliseconds. */
    private static final long MARGIN = 3_000;

    private final Terms terms;
    private final Verdict verdict;
    private final Map<String, List<Event.Accepted>> accepted = new HashMap<>();
    private final Map<String, Event.Paused> pauses = new HashMap<>();
    private final Map<String, Trace> traces = new HashMap<>();

    /** What one reader has heard of one channel. */
    private static final class Trace {
        Event.Paused pause;
        boolean dropped;
        int held;
    }

    Leftovers(Terms terms, Verdict verdict) {
        this.terms = terms;
        this.verdict = verdict;
    }

    /** Learns what there was to be heard. */
    void learn(Event event) {
        if (event instanceof Event.Accepted each && Terms.isTick(each.channel())) {
            accepted.computeIfAbsent(each.author(), author -> new ArrayList<>()).add(each);
        }
    }

    void see(Event event) {
        if (event instanceof Event.Paused paused) {
            pauses.put(paused.who(), paused);
        } else if (event instanceof Event.Connected connected) {
            pauses.remove(connected.who());
        } else if (event instanceof Event.Reset reset) {
            trace(reset.who(), reset.channel()).dropped = reset.reason().equals("dropped");
        } else if (event instanceof Event.Heard heard && pauses.containsKey(heard.who())) {
            judge(heard, trace(heard.who(), heard.channel()), pauses.get(heard.who()));
        }
    }

    private Trace trace(String who, String channel) {
        return traces.computeIfAbsent(who + " on " + channel, key -> new Trace());
    }

    private void judge(Event.Heard heard, Trace trace, Event.Paused pause) {
        if (pause != trace.pause) {
            trace.pause = pause;
            trace.held = 0;
        }
        long end = pause.at() + pause.millis();
        boolean waited = heard.sent() > pause.at() && heard.sent() < end && heard.at() >= end;
        if (Terms.isFlood(heard.channel()) && waited && ++trace.held == terms.held() + 1) {
            add(Violation.Kind.HOARD, heard, "more than " + terms.held() + " messages were kept during a pause");
        }
        if (trace.dropped && Terms.isTick(heard.channel()) && isOld(heard, Math.min(end, heard.at()) - MARGIN)) {
            add(Violation.Kind.STALE, heard, heard.author() + " " + heard.number() + " is not the newest");
        }
        trace.dropped = false;
    }

    /** Whether something newer had been accepted at a moment. */
    private boolean isOld(Event.Heard heard, long moment) {
        return accepted.getOrDefault(heard.author(), List.of()).stream()
                .anyMatch(each -> each.number() > heard.number() && each.at() < moment);
    }

    private void add(Violation.Kind kind, Event.Heard heard, String what) {
        verdict.add(kind, heard.at(), heard.who() + " on " + heard.channel() + ": " + what);
    }
}
