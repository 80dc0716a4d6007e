package io.carillon.chaos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** The kinds of faults, each drawn from a source of randomness. */
final class Repertoire {
    private final Map<String, Function<Random, Fault>> kinds = new LinkedHashMap<>();

    Repertoire() {
        NodeFaults.addTo(kinds);
        RedisFaults.addTo(kinds);
        kinds.put("slow-readers", Repertoire::slowReaders);
        kinds.put("leave", Repertoire::leave);
    }

    List<String> names() {
        return List.copyOf(kinds.keySet());
    }

    /** @throws IllegalArgumentException when there is no such kind */
    Fault draw(String kind, Random random) {
        if (!kinds.containsKey(kind)) {
            throw new IllegalArgumentException("There is no fault '" + kind + "', there are " + names());
        }
        return kinds.get(kind).apply(random);
    }

    /** From some milliseconds to some more. */
    static long between(Random random, long from, long to) {
        return from + random.nextLong(to - from + 1);
    }

    private static Fault slowReaders(Random random) {
        long millis = between(random, 6_000, 9_000);
        return new Fault(
                "slow-readers: a third of the subscribers reads nothing",
                millis,
                Fault.NOBODY,
                Fault.NOBODY,
                theatre -> theatre.company().cue("pause", millis, 1.0 / 3, random),
                Fault.NOTHING);
    }

    private static Fault leave(Random random) {
        long millis = between(random, 100, 4_000);
        return new Fault(
                "leave: most subscribers go, and come back",
                millis,
                Fault.NOBODY,
                Fault.NOBODY,
                theatre -> theatre.company().cue("leave", millis, 0.8, random),
                Fault.NOTHING);
    }
}
