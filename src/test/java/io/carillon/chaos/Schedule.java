package io.carillon.chaos;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Faults without end, the same for the same seed: all kinds in a random order, then all in another. */
final class Schedule {
    private final Repertoire repertoire;
    private final Random random;
    private final List<String> kinds;
    private final List<String> round = new ArrayList<>();

    /** @param kinds empty for all there are */
    Schedule(long seed, BrokerMode mode, List<String> kinds) {
        repertoire = new Repertoire(mode);
        random = new Random(seed);
        this.kinds = kinds.isEmpty() ? repertoire.names() : kinds;
    }

    /** Milliseconds of peace before the next fault. */
    long pause() {
        return Repertoire.between(random, 300, 2_000);
    }

    Fault next() {
        if (round.isEmpty()) {
            round.addAll(kinds);
            Collections.shuffle(round, random);
        }
        return repertoire.draw(round.remove(0), new Random(random.nextLong()));
    }
}
