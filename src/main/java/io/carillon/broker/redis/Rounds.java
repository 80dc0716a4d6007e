package io.carillon.broker.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/** Work of unknown size that is done round by round, so that no script holds Redis up for long. */
final class Rounds {
    /** @param done how many things it did */
    record Round(long done, boolean last) {}

    private final Supplier<Future<Round>> next;
    private final Promise<Long> whole = Promise.promise();
    private long done;

    private Rounds(Supplier<Future<Round>> next) {
        this.next = next;
    }

    /**
     * Runs one round after the other up to the last, or to the first that fails. They are not nested in one another: the
     * futures of a thousand rounds would take the stack when the last one ends.
     *
     * @param next begins a round, which ends later
     * @return what all have done together
     */
    static Future<Long> run(Supplier<Future<Round>> next) {
        Rounds rounds = new Rounds(next);
        rounds.go();
        return rounds.whole.future();
    }

    private void go() {
        next.get().onComplete(this::ended, whole::fail);
    }

    private void ended(Round round) {
        done += round.done();
        if (round.last()) {
            whole.complete(done);
        } else {
            go();
        }
    }
}
