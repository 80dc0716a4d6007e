package io.carillon.bench;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was seen of many sequences 0, 1, 2 and so on, exactly: nothing is forgotten. A slot costs four bytes as long as
 * its sequence has no hole, and more for each hole.
 */
final class Sequences {
    /** How a number stands to those that came before it. */
    enum Verdict {
        /** New, and higher than all others. */
        NEXT,
        /** New, but a higher one came before it. */
        LATE,
        /** Seen already. */
        SEEN
    }

    private static final int INITIAL_SLOTS = 16;

    /** The highest number seen and one; its complement while the number that continues the sequence is not known. */
    private int[] next = new int[INITIAL_SLOTS];

    /** Numbers that were passed over, by slot: first number of a hole, and the one behind its last. */
    private final Map<Integer, TreeMap<Integer, Integer>> holes = new HashMap<>();

    /** Makes room for slots up to this one, which are new. */
    void grow(int slots) {
        if (slots > next.length) {
            next = Arrays.copyOf(next, Math.max(slots, 2 * next.length));
        }
    }

    Verdict see(int slot, int number) {
        int expected = next[slot];
        if (number == expected) {
            next[slot] = number + 1;
            return Verdict.NEXT;
        }
        if (number > expected) {
            holes.computeIfAbsent(slot, none -> new TreeMap<>()).put(expected, number);
            next[slot] = number + 1;
            return Verdict.NEXT;
        }
        return fill(slot, number) ? Verdict.LATE : Verdict.SEEN;
    }

    private boolean fill(int slot, int number) {
        TreeMap<Integer, Integer> all = holes.get(slot);
        Map.Entry<Integer, Integer> hole = all == null ? null : all.floorEntry(number);
        if (hole == null || hole.getValue() <= number) {
            return false;
        }
        int first = hole.getKey();
        all.remove(first);
        if (first < number) {
            all.put(first, number);
        }
        if (number + 1 < hole.getValue()) {
            all.put(number + 1, hole.getValue());
        }
        return true;
    }

    /** The next number of this slot may be any: its sequence was not heard for a while. */
    void interrupt(int slot) {
        next[slot] = next[slot] < 0 ? next[slot] : ~next[slot];
    }

    /** Whether the slot was interrupted and not resumed since. */
    boolean isInterrupted(int slot) {
        return next[slot] < 0;
    }

    /**
     * Goes on with this number, which is yet to be seen.
     *
     * @return how many were missed during the interruption
     */
    int resume(int slot, int number) {
        int before = ~next[slot];
        next[slot] = Math.max(before, number);
        return next[slot] - before;
    }
}
