package io.carillon.broker.memory;

import io.carillon.broker.EventStep;
import io.carillon.broker.EventStore;
import io.carillon.broker.QueueHead;
import io.carillon.broker.Renewal;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;

/** One verticle's way to the events of the process. */
final class MemoryEventStore extends MemoryLeaseStore implements EventStore {
    private final MemoryLedger ledger;
    private final Terms terms;

    MemoryEventStore(MemoryLedger ledger, Terms terms) {
        this.ledger = ledger;
        this.terms = terms;
    }

    @Override
    public Future<Renewal> renew(String lease, String epoch, Duration life) {
        return unlessClosed(() -> ledger.renew(lease, epoch, life));
    }

    @Override
    public Future<Void> retire(String lease, Duration rest) {
        return unlessClosed(() -> {
            ledger.retire(lease, rest);
            return null;
        });
    }

    @Override
    public Future<Long> write(String lease, List<EventStep> steps) {
        return unlessClosed(() -> ledger.write(terms, lease, steps));
    }

    @Override
    public Future<Long> sweep(String lease) {
        return unlessClosed(() -> ledger.sweep(terms, lease));
    }

    @Override
    public Future<QueueHead> take(String courier, Duration life, String delivered, int most) {
        return unlessClosed(() -> ledger.take(courier, life, delivered, most));
    }

    @Override
    public Future<Void> resign(String courier) {
        return unlessClosed(() -> {
            ledger.resign(courier);
            return null;
        });
    }
}
