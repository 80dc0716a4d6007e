package io.carillon.hooks;

import io.carillon.broker.EventStore;
import io.carillon.broker.QueueHead;
import io.carillon.broker.StoredEvent;
import io.carillon.config.Reason;
import io.carillon.metrics.HookMeters;
import io.carillon.outbound.Answer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts the events of all nodes, in order, one request at a time; on one node, while the others wait to take over. What was
 * not accepted is posted again until it is. Belongs to one event loop, whose owner calls {@link #tick} a few times a second.
 */
final class Courier {
    /** Sends a signed request. */
    interface Post {
        Future<Answer> send(Buffer body);
    }

    /** Longer than any request takes, so that nobody posts beside one who is alive. */
    private static final Duration LIFE = Duration.ofSeconds(15);

    private static final long PROLONG_MILLIS = 5_000;
    private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

    private final String name;
    private final EventStore store;
    private final Post post;
    private final int most;
    private final HookMeters meters;
    private final LongSupplier clock;
    private final DoubleSupplier jitter;
    private final Promise<Void> over = Promise.promise();
    private String delivered = "";
    private int failures;
    private boolean asking;
    private boolean posting;
    private boolean closing;
    private long askedAt;
    private long nextAt;

    /**
     * @param name no other's
     * @param clock milliseconds that never go back
     * @param jitter gives numbers from 0 to 1
     */
    Courier(
            String name,
            EventStore store,
            Post post,
            int most,
            HookMeters meters,
            LongSupplier clock,
            DoubleSupplier jitter) {
        this.name = name;
        this.store = store;
        this.post = post;
        this.most = most;
        this.meters = meters;
        this.clock = clock;
        this.jitter = jitter;
        askedAt = clock.getAsLong() - PROLONG_MILLIS;
        nextAt = clock.getAsLong();
    }

    void tick() {
        long now = clock.getAsLong();
        boolean due = !posting && now >= nextAt;
        if (!over.future().isComplete() && !asking && store.isUp() && (due || now - askedAt >= PROLONG_MILLIS)) {
            ask(due);
        }
    }

    /** @param mayPost false when this only says that the courier is alive */
    private void ask(boolean mayPost) {
        asking = true;
        askedAt = clock.getAsLong();
        String done = delivered;
        store.take(name, LIFE, done, mayPost ? most : 1).onComplete(head -> taken(head, done, mayPost), failure -> {
            asking = false;
            endIfClosing(true);
        });
    }

    private void taken(QueueHead head, String done, boolean mayPost) {
        asking = false;
        if (!head.mine()) {
            meters.waiting(0);
            failures = 0;
            nextAt = clock.getAsLong() + PROLONG_MILLIS;
            endIfClosing(true);
            return;
        }
        delivered = delivered.equals(done) ? "" : delivered;
        meters.waiting(head.length());
        if (mayPost && !head.events().isEmpty()) {
            post(head.events());
        }
        endIfClosing(!posting);
    }

    private void post(List<StoredEvent> events) {
        posting = true;
        post.send(EventText.of(events)).onComplete(answer -> answered(events, answer), failure -> {
            failed(Reason.of(failure));
        });
    }

    private void answered(List<StoredEvent> events, Answer answer) {
        if (!answer.isSuccess()) {
            failed("status " + answer.status());
            return;
        }
        posting = false;
        meters.delivered(events.size());
        delivered = events.get(events.size() - 1).entry();
        if (failures > 0) {
            LOG.atInfo().addKeyValue("attempts", failures + 1).log("Webhook delivery works again");
        }
        failures = 0;
        nextAt = clock.getAsLong();
        tick();
    }

    private void failed(String reason) {
        posting = false;
        failures++;
        meters.attemptFailed();
        if (failures == 1) {
            LOG.atWarn().addKeyValue("reason", reason).log("Webhook delivery failed; the events are sent again");
        }
        nextAt = clock.getAsLong() + Patience.millis(failures, jitter.getAsDouble());
        endIfClosing(true);
    }

    private void endIfClosing(boolean resting) {
        if (closing && resting && !asking && !posting) {
            over.tryComplete();
        }
    }

    /** Goes on while events wait and are accepted; then another may be the courier. Never fails. */
    Future<Void> close() {
        closing = true;
        nextAt = failures > 0 ? Long.MAX_VALUE : clock.getAsLong();
        tick();
        endIfClosing(failures > 0 || !store.isUp());
        return over.future().compose(done -> store.resign(name)).otherwiseEmpty();
    }
}
