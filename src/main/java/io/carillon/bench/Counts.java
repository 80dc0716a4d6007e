package io.carillon.bench;

import io.vertx.core.json.JsonArray;

/** A number for each {@link Count}. */
final class Counts {
    private static final Count[] ALL = Count.values();

    private final long[] values = new long[ALL.length];

    long get(Count count) {
        return values[count.ordinal()];
    }

    void set(Count count, long value) {
        values[count.ordinal()] = value;
    }

    void add(Count count, long more) {
        values[count.ordinal()] += more;
    }

    /** Takes the counts of another worker in. */
    void add(Counts other) {
        for (Count count : ALL) {
            if (count.isLatest()) {
                set(count, Math.max(get(count), other.get(count)));
            } else {
                add(count, other.get(count));
            }
        }
    }

    /** What was counted since; what is no sum stays. */
    Counts since(Counts earlier) {
        Counts difference = new Counts();
        for (Count count : ALL) {
            difference.set(count, count.isLatest() ? get(count) : get(count) - earlier.get(count));
        }
        return difference;
    }

    /** Deliveries that are still to come, or lost. */
    long missing() {
        return get(Count.EXPECTED) - get(Count.DELIVERED) - get(Count.AWAY);
    }

    JsonArray json() {
        return Numbers.json(values);
    }

    static Counts of(JsonArray json) {
        Counts counts = new Counts();
        System.arraycopy(Numbers.of(json), 0, counts.values, 0, ALL.length);
        return counts;
    }
}
