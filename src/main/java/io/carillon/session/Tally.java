package io.carillon.session;

import io.carillon.bus.Outcome;
import io.carillon.bus.Outcome.Refusal;
import java.util.Optional;

/** Counts what has become of a command at each connection that it meant. */
final class Tally {
    private int found;
    private int done;
    private Optional<Refusal> refused = Optional.empty();

    /** @param refusal empty where it was done */
    void add(Optional<Refusal> refusal) {
        found++;
        if (refusal.isEmpty()) {
            done++;
        } else if (refused.isEmpty()) {
            refused = refusal;
        }
    }

    Outcome outcome() {
        return new Outcome(found, done, refused);
    }
}
