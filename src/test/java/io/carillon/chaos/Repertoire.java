package io.carillon.chaos;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** The kinds of faults, each drawn from a source of randomness. */
final class Repertoire {
    /** Longer than one who is a member may be away unnoticed. */
    private static final long LONG = 8_000;

    private final Map<String, Function<Random, Fault>> kinds = new LinkedHashMap<>();

    /** Those that make sense with this form of Redis. */
    Repertoire(BrokerMode mode) {
        NodeFaults.addTo(kinds);
        RedisFaults.addTo(kinds);
        switch (mode) {
            case STANDALONE -> {
                NodeFaults.addRoadsTo(kinds);
                RedisFaults.addLoneTo(kinds);
            }
            case SENTINEL -> SentinelFaults.addTo(kinds);
            case CLUSTER -> ClusterFaults.addTo(kinds);
        }
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
        long millis = between(random, 7_000, 11_000);
        return new Fault(
                "slow-readers: half of the subscribers read nothing",
                millis,
                Fault.NOBODY,
                Fault.NOBODY,
                theatre -> {
                    theatre.company().cue("subscriber", "pause", millis, 0.5, random);
                    theatre.company().cue("flooder", "flood", millis, 1, random);
                },
                Fault.NOTHING);
    }

    private static Fault leave(Random random) {
        long millis = between(random, 100, 4_000);
        return new Fault(
                "leave: most subscribers go, and come back",
                millis,
                Fault.NOBODY,
                Fault.NOBODY,
                theatre -> {
                    theatre.company().cue("subscriber", "leave", millis, 0.8, random);
                    theatre.company().cue("member", "leave", millis, 0.5, random);
                    theatre.company().cue("member0", "leave", millis + LONG, 0.5, random);
                },
                Fault.NOTHING);
    }
}
