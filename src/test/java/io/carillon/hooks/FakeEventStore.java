package io.carillon.hooks;

import io.carillon.broker.BrokerUnavailableException;
import io.carillon.broker.EventStep;
import io.carillon.broker.EventStore;
import io.carillon.broker.FakeLeaseStore;
import io.carillon.broker.QueueHead;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A store that writes down its calls and answers when the test says so; renewals are granted at once. */
final class FakeEventStore extends FakeLeaseStore implements EventStore {
    /** What was written and not yet looked at: lease, then a kind and a subject for each step. */
    private final List<String> written = new ArrayList<>();

    private final ArrayDeque<Promise<Long>> underWay = new ArrayDeque<>();
    final List<String> swept = new ArrayList<>();
    final List<String> retired = new ArrayList<>();
    final List<String> taken = new ArrayList<>();
    final List<String> resigned = new ArrayList<>();
    ArrayDeque<QueueHead> heads = new ArrayDeque<>();

    @Override
    public Future<Long> write(String lease, List<EventStep> steps) {
        written.add(lease
                + steps.stream()
                        .map(step -> " " + step.kind() + " " + step.subject())
                        .collect(Collectors.joining()));
        underWay.add(Promise.promise());
        return underWay.peekLast().future();
    }

    List<String> takeWritten() {
        List<String> all = List.copyOf(written);
        written.clear();
        return all;
    }

    /** Answers the oldest write, and gives what was written so far. */
    List<String> done() {
        List<String> all = takeWritten();
        underWay.remove().complete(0L);
        return all;
    }

    void refuse() {
        underWay.remove().complete(-1L);
    }

    void fail() {
        underWay.remove().fail(new BrokerUnavailableException("as the test wants it"));
    }

    @Override
    public Future<Long> sweep(String lease) {
        swept.add(lease);
        return Future.succeededFuture(2L);
    }

    @Override
    public Future<QueueHead> take(String courier, Duration life, String delivered, int most) {
        taken.add(delivered + "/" + most);
        return Future.succeededFuture(heads.isEmpty() ? new QueueHead(true, 0, List.of()) : heads.remove());
    }

    @Override
    public Future<Void> resign(String courier) {
        resigned.add(courier);
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> retire(String lease, Duration rest) {
        retired.add(lease);
        return Future.succeededFuture();
    }
}
