package io.carillon.chaos.check;

import java.util.HashMap;
import java.util.Map;

/**
 * How much was kept for those who did not read. That the rest was left out with a word, and that they have the newest in
 * the end, is judged elsewhere.
 */
final class Leftovers {
    private final Terms terms;
    private final Verdict verdict;
    private final Map<String, Event.Paused> pauses = new HashMap<>();
    private final Map<String, Held> held = new HashMap<>();

    /** What one reader got of one channel after one pause. */
    private static final class Held {
        Event.Paused pause;
        int messages;
    }

    Leftovers(Terms terms, Verdict verdict) {
        this.terms = terms;
        this.verdict = verdict;
    }

    void see(Event event) {
        if (event instanceof Event.Paused paused) {
            pauses.put(paused.who(), paused);
        } else if (event instanceof Event.Connected connected) {
            pauses.remove(connected.who());
        } else if (event instanceof Event.Heard heard && Terms.isFlood(heard.channel())) {
            judge(heard, pauses.get(heard.who()));
        }
    }

    private void judge(Event.Heard heard, Event.Paused pause) {
        if (pause == null || heard.sent() < pause.at() || heard.sent() > pause.at() + pause.millis()) {
            return;
        }
        Held here = held.computeIfAbsent(heard.who() + " on " + heard.channel(), key -> new Held());
        here.messages = here.pause == pause ? here.messages + 1 : 1;
        here.pause = pause;
        if (here.messages == terms.held() + 1) {
            String what = heard.who() + " on " + heard.channel() + " got more than " + terms.held();
            verdict.add(Violation.Kind.HOARD, heard.at(), what + " messages of the time in which it did not read");
        }
    }
}
