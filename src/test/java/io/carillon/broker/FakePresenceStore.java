package io.carillon.broker;

import io.carillon.channel.Attendance;
import io.carillon.channel.ChannelName;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A store that writes down its calls and answers when the test says so; renewals are granted at once unless held back. */
final class FakePresenceStore extends FakeLeaseStore implements PresenceStore {
    /** What was written and not yet looked at: channel, lease, then a kind and a client for each step. */
    final List<String> written = new ArrayList<>();

    final List<String> renewed = new ArrayList<>();
    final List<String> swept = new ArrayList<>();
    final List<String> retired = new ArrayList<>();
    final List<Promise<Attendance>> readings = new ArrayList<>();
    final ArrayDeque<Promise<Boolean>> underWay = new ArrayDeque<>();
    final ArrayDeque<Promise<Long>> sweeping = new ArrayDeque<>();

    @Override
    public Future<Renewal> renew(String lease, String known, Duration life) {
        renewed.add(lease);
        return super.renew(lease, known, life);
    }

    @Override
    public Future<Boolean> write(Change change) {
        StringBuilder text = new StringBuilder(change.channel().value() + " " + change.lease());
        text.append(change.known() ? " known" : "");
        for (Step step : change.steps()) {
            text.append(" ")
                    .append(step.kind())
                    .append(" ")
                    .append(step.member().clientId());
        }
        written.add(text.toString());
        underWay.add(Promise.promise());
        return underWay.peekLast().future();
    }

    /** Answers the oldest write, and gives what was written so far. */
    List<String> done() {
        underWay.remove().complete(true);
        return taken();
    }

    void unknown() {
        underWay.remove().complete(false);
    }

    void fail() {
        underWay.remove().fail(new BrokerUnavailableException("as the test wants it"));
    }

    List<String> taken() {
        List<String> taken = List.copyOf(written);
        written.clear();
        return taken;
    }

    @Override
    public Future<Attendance> read(ChannelName channel) {
        readings.add(Promise.promise());
        return readings.get(readings.size() - 1).future();
    }

    @Override
    public Future<Long> sweep(String lease, Predicate<ChannelName> announced) {
        swept.add(lease);
        sweeping.add(Promise.promise());
        return sweeping.peekLast().future();
    }

    @Override
    public Future<Void> retire(String lease, Duration rest) {
        retired.add(lease + " " + rest.toMillis());
        return Future.succeededFuture();
    }
}
