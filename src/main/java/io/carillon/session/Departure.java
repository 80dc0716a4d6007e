package io.carillon.session;

import io.carillon.protocol.CloseCode;
import io.carillon.protocol.ServerFrames;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Sends connections of a hub away, all or some, evenly over a time, so that they do not all knock at another node at once.
 * Each is told first when to come back. There is one departure at a time: a new one takes the place of the one under way,
 * except that a drain is not given up for a move.
 */
final class Departure {
    /** Does something after some milliseconds, on the hub's event loop. */
    interface Timer {
        void after(long millis, Runnable task);
    }

    private static final int MIN_RECONNECT_MILLIS = 100;
    private static final int MAX_RECONNECT_MILLIS = 1_000;

    private final Hub hub;
    private final RandomGenerator random;
    private final Timer timer;
    private final LongSupplier clock;
    private Round round;

    /** @param clock a monotonic one, in milliseconds */
    Departure(Hub hub, RandomGenerator random, Timer timer, LongSupplier clock) {
        this.hub = hub;
        this.random = random;
        this.timer = timer;
        this.clock = clock;
    }

    /**
     * Sends everyone away. Completes when every socket is gone, those included that did not answer the close frame in time;
     * never, if another departure has taken the place of this one.
     */
    Future<Void> drain(Duration over) {
        return begin(new Round(hub.everyone().all(), over, CloseCode.GOING_AWAY));
    }

    /** Sends a part away, chosen by chance: whoever was chosen by age or place would be chosen again on the next node. */
    void move(double part, Duration over) {
        if (round == null || round.code != CloseCode.GOING_AWAY) {
            begin(new Round(chosen((int) Math.round(part * hub.everyone().size())), over, CloseCode.REBALANCE));
        }
    }

    /** Whoever has not been told to go stays. */
    void stay() {
        round = null;
    }

    private Future<Void> begin(Round next) {
        round = next;
        next.step(1);
        return next.done.future();
    }

    /** The first places of a shuffle (Fisher and Yates) that ends early. */
    private List<Connection> chosen(int count) {
        List<Connection> all = new ArrayList<>(hub.everyone().all());
        for (int i = 0; i < count; i++) {
            int other = random.nextInt(i, all.size());
            Connection one = all.set(other, all.get(i));
            all.set(i, one);
        }
        return all.subList(0, count);
    }

    private final class Round {
        private final List<Connection> leaving;
        private final Pace pace;
        private final CloseCode code;
        private final Promise<Void> done = Promise.promise();
        private final long began = clock.getAsLong();
        private int told;

        Round(List<Connection> leaving, Duration over, CloseCode code) {
            this.leaving = leaving;
            this.pace = Pace.over(leaving.size(), over);
            this.code = code;
        }

        void step(long number) {
            if (round != this) {
                return;
            }
            while (told < pace.gone(number)) {
                dismiss(leaving.get(told++));
            }
            if (told < leaving.size() || (code == CloseCode.GOING_AWAY && !hub.isEmpty())) {
                timer.after(Pace.STEP_MILLIS, () -> step(next(number)));
            } else {
                round = null;
                done.complete();
            }
        }

        /** A process that ends has to keep its time, also when steps come late; nobody waits for a move. */
        private long next(long number) {
            long onTime = (clock.getAsLong() - began) / Pace.STEP_MILLIS + 1;
            return code == CloseCode.GOING_AWAY ? Math.max(number + 1, onTime) : number + 1;
        }

        private void dismiss(Connection connection) {
            if (!connection.isEnded()) {
                int after = random.nextInt(MIN_RECONNECT_MILLIS, MAX_RECONNECT_MILLIS + 1);
                connection.socket().outbox().text(ServerFrames.draining(Duration.ofMillis(after)));
                connection.socket().close(code);
            }
        }
    }
}
