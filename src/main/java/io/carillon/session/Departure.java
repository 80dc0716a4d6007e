package io.carillon.session;

import io.carillon.protocol.CloseCode;
import io.carillon.protocol.ServerFrames;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Sends all connections of a hub away, evenly over a time, so that they do not all knock at another node at once. Each is
 * told first when to come back.
 */
final class Departure {
    private static final long STEP_MILLIS = 50;
    private static final int MIN_RECONNECT_MILLIS = 100;
    private static final int MAX_RECONNECT_MILLIS = 1_000;

    private final Vertx vertx;
    private final Hub hub;
    private final RandomGenerator random;
    private final Promise<Void> done = Promise.promise();
    private List<Connection> leaving;
    private int closed;
    private long steps;

    Departure(Vertx vertx, Hub hub, RandomGenerator random) {
        this.vertx = vertx;
        this.hub = hub;
        this.random = random;
    }

    /** Completes when every socket is gone, those included that did not answer the close frame in time. */
    Future<Void> begin(Duration over) {
        leaving = hub.everyone().all();
        steps = Math.max(1, over.toMillis() / STEP_MILLIS);
        step(1);
        return done.future();
    }

    private void step(long number) {
        int due = (int) Math.min(leaving.size(), leaving.size() * number / steps);
        while (closed < due) {
            dismiss(leaving.get(closed++));
        }
        if (closed == leaving.size() && hub.isEmpty()) {
            done.complete();
        } else {
            vertx.setTimer(STEP_MILLIS, timer -> step(number + 1));
        }
    }

    private void dismiss(Connection connection) {
        if (!connection.isEnded()) {
            int after = random.nextInt(MIN_RECONNECT_MILLIS, MAX_RECONNECT_MILLIS + 1);
            connection.socket().outbox().text(ServerFrames.draining(Duration.ofMillis(after)));
            connection.socket().close(CloseCode.GOING_AWAY);
        }
    }
}
