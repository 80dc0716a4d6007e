package io.carillon.chaos.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Judges a run by its journals alone. It goes through them twice: first it learns what happened to whom, then it holds
 * that against what was promised.
 */
public final class Checker {
    /** Who hears later than this does not keep up, whether it is he or the network. */
    private static final long BEHIND_MILLIS = 1_000;

    private final Terms terms;
    private final Verdict verdict = new Verdict();
    private final Troubles troubles;
    private final Ledger ledger;
    private final Leftovers leftovers;
    private final Attendance attendance;
    private final Dials dials = new Dials();
    private final Map<String, Map<String, Reader>> readers = new HashMap<>();
    private final Map<String, Event.Paused> pauses = new HashMap<>();
    /** When somebody heard last what had been sent long before. */
    private final Map<String, Long> behind = new HashMap<>();

    private Liveness liveness;
    private long end;

    private Checker(Terms terms) {
        this.terms = terms;
        troubles = new Troubles(terms);
        ledger = new Ledger(troubles, verdict);
        leftovers = new Leftovers(terms, verdict);
        attendance = new Attendance(troubles, terms, verdict);
    }

    /** Events that can be gone through several times: those of the harness first, each actor's in their order. */
    @FunctionalInterface
    public interface Journals {
        void read(Consumer<Event> to);
    }

    public static Verdict judge(Journals journals, Terms terms) {
        Checker checker = new Checker(terms);
        journals.read(checker.troubles::see);
        journals.read(checker::learn);
        checker.liveness = new Liveness(checker.troubles.recoveries(), terms, checker.verdict);
        journals.read(checker::hold);
        checker.judgeEnd();
        return checker.verdict;
    }

    private void learn(Event event) {
        end = Math.max(end, event.at());
        ledger.see(event);
    }

    private void hold(Event event) {
        leftovers.see(event);
        attendance.see(event);
        if (event instanceof Event.Subscribed subscribed && Terms.hasMessages(subscribed.channel())) {
            reader(subscribed.who(), subscribed.channel()).see(subscribed);
        } else if (event instanceof Event.Heard heard) {
            reader(heard.who(), heard.channel()).see(heard);
            if (heard.at() - heard.sent() > BEHIND_MILLIS) {
                behind.put(heard.who(), heard.at());
            }
            liveness.see(heard.who() + " on " + heard.channel(), heard.at(), heard.sent());
        } else if (event instanceof Event.Reset reset) {
            reader(reset.who(), reset.channel()).see(reset);
        } else if (event instanceof Event.Accepted accepted) {
            judgeAnswer(accepted);
        } else if (event instanceof Event.Refused refused) {
            judgeAnswer(refused);
        } else if (event instanceof Event.Present present) {
            if (attendance.isWhole(present)) {
                liveness.see("the list of members", present.at(), present.asked());
            }
        } else {
            judgeConnection(event);
            judgeGauge(event);
        }
    }

    private void judgeGauge(Event event) {
        if (event instanceof Event.Measured measured && measured.after() > measured.bound()) {
            verdict.add(
                    Violation.Kind.LEAK,
                    event.at(),
                    measured.what() + " grew from " + measured.before() + " to " + measured.after() + ", more than "
                            + measured.bound());
        } else if (event instanceof Event.Dialled dialled) {
            dials.see(dialled);
        } else if (event instanceof Event.Absent absent) {
            verdict.add(Violation.Kind.ABSENT, event.at(), "node " + absent.node() + " " + absent.why());
        }
    }

    private Reader reader(String who, String channel) {
        return readers.computeIfAbsent(who, each -> new HashMap<>())
                .computeIfAbsent(channel, each -> new Reader(who, channel, ledger, troubles, verdict));
    }

    private void judgeAnswer(Event.Accepted event) {
        if (event.position() == null && Terms.hasHistory(event.channel())) {
            verdict.add(
                    Violation.Kind.UNPLACED,
                    event.at(),
                    event.author() + " " + event.number() + " on " + event.channel()
                            + " was accepted without a position");
        }
        liveness.see(publisher(event.author()), event.at(), event.at());
        judgeTime(event.at(), event.author(), event.node(), event.took());
    }

    private void judgeAnswer(Event.Refused event) {
        if (event.code() != 503) {
            verdict.add(Violation.Kind.REFUSAL, event.at(), event.author() + " was refused with " + event.code());
        }
        judgeTime(event.at(), event.author(), event.node(), event.took());
    }

    /** An author without history is a new one with each connection. */
    private static String publisher(String author) {
        int dot = author.indexOf('.');
        return dot < 0 ? author : author.substring(0, dot);
    }

    private void judgeTime(long at, String who, int node, long took) {
        if (took > terms.answer() && !troubles.excuse(node, at - took, at)) {
            verdict.add(Violation.Kind.LATE, at, who + " had its answer from node " + node + " after " + took + " ms");
        }
    }

    private void judgeConnection(Event event) {
        if (event instanceof Event.Connected connected) {
            readers.getOrDefault(connected.who(), Map.of()).values().forEach(Reader::disconnected);
        } else if (event instanceof Event.Paused paused) {
            pauses.put(paused.who(), paused);
        } else if (event instanceof Event.Silent silent
                && !troubles.excuse(silent.node(), silent.at() - silent.took(), silent.at())) {
            verdict.add(
                    Violation.Kind.LATE,
                    silent.at(),
                    silent.who() + " heard nothing of node " + silent.node() + " for " + silent.took() + " ms");
        } else if (event instanceof Event.Closed closed
                && !troubles.excuse(closed.node(), closed.at(), closed.at())
                && !wasSlow(closed)
                && !wasBehind(closed)) {
            verdict.add(
                    Violation.Kind.DISCONNECT,
                    closed.at(),
                    closed.who() + " was closed by node " + closed.node() + " with " + closed.code());
        }
    }

    /** Who does not read may not get the close frame either. */
    private boolean wasSlow(Event.Closed closed) {
        Event.Paused pause = pauses.get(closed.who());
        return (mayBeSlow(closed) || closed.code() == 1006)
                && pause != null
                && closed.at() <= pause.at() + pause.millis() + terms.resume();
    }

    /** What is under way to him is more than fits when the node says so. */
    private boolean wasBehind(Event.Closed closed) {
        Long last = behind.get(closed.who());
        return mayBeSlow(closed) && last != null && closed.at() - last <= 2 * BEHIND_MILLIS;
    }

    /** Who has only channels that lose messages instead is never closed for it. */
    private boolean mayBeSlow(Event.Closed closed) {
        Set<String> channels = readers.getOrDefault(closed.who(), Map.of()).keySet();
        return closed.code() == 3008 && (channels.isEmpty() || channels.stream().anyMatch(Terms::mayDisconnect));
    }

    private void judgeEnd() {
        readers.values().forEach(each -> each.values().forEach(reader -> reader.judgeEnd(end)));
        ledger.judgeUnheard();
        attendance.judgeTold();
        dials.judge(terms, troubles.outages(), verdict);
        liveness.judgeEnd(end);
        troubles.judgeReadiness(verdict);
    }
}
