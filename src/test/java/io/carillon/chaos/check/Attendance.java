package io.carillon.chaos.check;

import io.carillon.chaos.check.Roll.Stay;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Whether lists of members, and what was told of them, agree with who was there. All times in milliseconds. */
final class Attendance {
    /** How long one who has gone may come back unnoticed. */
    private static final long GRACE = 5_000;

    /** How much less or more than the grace is surely within it or without. */
    private static final long MARGIN = 2_000;

    /** In which the members of a dead node are gone, and five seconds for a busy machine. */
    private static final long DEATH = 35_000;

    private final Roll roll = new Roll();
    private final Troubles troubles;
    private final Terms terms;
    private final Verdict verdict;

    /** When anyone was told of a connection first. */
    private final Map<String, Long> joins = new HashMap<>();

    private final Map<String, Long> leaves = new HashMap<>();
    private final Set<String> heard = new HashSet<>();
    private long end;

    Attendance(Troubles troubles, Terms terms, Verdict verdict) {
        this.troubles = troubles;
        this.terms = terms;
        this.verdict = verdict;
    }

    void see(Event event) {
        roll.see(event);
        end = Math.max(end, event.at());
        if (event instanceof Event.Joined joined) {
            joins.merge(joined.clientId(), joined.at(), Math::min);
        } else if (event instanceof Event.Left left) {
            judgeTwice(left);
            leaves.merge(left.clientId(), left.at(), Math::min);
        } else if (event instanceof Event.Present present) {
            judgeList(present);
        }
    }

    boolean isWhole(Event.Present present) {
        return roll.isWhole(present);
    }

    private void judgeTwice(Event.Left left) {
        long first = leaves.getOrDefault(left.clientId(), left.at());
        if (!heard.add(left.who() + left.clientId()) && !troubles.anyErasedBetween(first, left.at())) {
            verdict.add(
                    Violation.Kind.REPEAT, left.at(), left.who() + " heard twice that " + left.clientId() + " left");
        }
    }

    private void judgeList(Event.Present present) {
        Set<String> names = Roll.names(present);
        if (names.size() != present.count()) {
            String what = present.who() + " was told of " + present.count() + " members, and of " + names;
            verdict.add(Violation.Kind.GHOST, present.at(), what);
        }
        for (String name : names) {
            Stay stay = roll.stay(name);
            if (stay != null && stay.parted != Stay.NEVER && present.asked() > stay.parted + patience(stay)) {
                String what = describe(stay) + " is listed " + (present.at() - stay.parted) + " ms after its end";
                verdict.add(Violation.Kind.GHOST, present.at(), what);
            }
        }
    }

    private static String describe(Stay stay) {
        return stay.who + " as " + stay.clientId + " of node " + stay.node;
    }

    /** How long after its end a member may still be one. */
    private long patience(Stay stay) {
        if (troubles.isQuietFor(stay.node, stay.parted - terms.resume(), stay.parted + GRACE + terms.resume())) {
            return GRACE + terms.resume();
        }
        return DEATH + troubles.troubled(stay.parted - terms.resume(), stay.parted + DEATH);
    }

    /** When all is over and everything is known. */
    void judgeTold() {
        for (List<Stay> life : roll.lives()) {
            for (int i = 0; i < life.size(); i++) {
                judgeEnd(life.get(i), i + 1 < life.size() ? life.get(i + 1) : null);
            }
        }
    }

    /** @param next null when there is none */
    private void judgeEnd(Stay stay, Stay next) {
        if (stay.parted == Stay.NEVER || stay.parted - stay.entered < MARGIN) {
            return;
        }
        long away = next == null ? end - stay.parted : next.entered - stay.parted;
        long back = stay.parted + away;
        if (next != null && away < GRACE - MARGIN && isCalm(stay, back) && isCalm(next, back)) {
            judgeFlap(stay, next);
        } else if (away > GRACE + MARGIN || troubles.wasKilled(stay.node, stay.parted)) {
            judgeUntold(stay, next, away);
        }
    }

    private boolean isCalm(Stay stay, long back) {
        return troubles.isQuietFor(stay.node, back - 2 * terms.resume(), back + terms.resume());
    }

    private void judgeFlap(Stay stay, Stay next) {
        if (leaves.containsKey(stay.clientId) || joins.containsKey(next.clientId)) {
            String what =
                    describe(stay) + " was back after " + (next.entered - stay.parted) + " ms as " + next.clientId;
            verdict.add(Violation.Kind.FLAP, next.entered, what + (leaves.containsKey(stay.clientId) ? ", left" : ""));
        }
    }

    private void judgeUntold(Stay stay, Stay next, long away) {
        long due = stay.parted + patience(stay);
        boolean certain = due < end && !troubles.mayHaveSwallowed(stay.parted - terms.resume(), due);
        if (certain && leaves.getOrDefault(stay.clientId, Stay.NEVER) > due) {
            verdict.add(Violation.Kind.UNTOLD, due, "nobody heard that " + describe(stay) + " left");
        }
        if (next != null && away > GRACE + MARGIN && next.parted - next.entered > terms.resume()) {
            boolean calm = troubles.isQuiet(next.entered - terms.resume(), next.entered + terms.resume());
            if (calm && joins.getOrDefault(next.clientId, Stay.NEVER) > next.entered + terms.resume()) {
                verdict.add(Violation.Kind.UNTOLD, next.entered, "nobody heard that " + describe(next) + " came");
            }
        }
    }
}
