package io.carillon.session;

import io.carillon.broker.Broker;
import io.carillon.broker.Draft;
import io.carillon.broker.Page;
import io.carillon.broker.Past;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A broker that answers when the test says so. */
final class TestBroker implements Broker {
    final List<String> published = new CopyOnWriteArrayList<>();
    final List<Promise<Void>> answers = new CopyOnWriteArrayList<>();
    final AtomicInteger reads = new AtomicInteger();
    /** Answers readings of histories. */
    volatile Function<ChannelName, Future<Past>> history = channel -> Future.failedFuture("there is no history");

    @Override
    public Future<Void> publish(ChannelName channel, byte[] text) {
        published.add(new String(text, StandardCharsets.UTF_8).replace('"', '\''));
        answers.add(Promise.promise());
        return answers.get(answers.size() - 1).future();
    }

    @Override
    public Future<Optional<Position>> publish(Draft draft) {
        throw new UnsupportedOperationException("Nothing here has a history");
    }

    @Override
    public Future<Past> read(ChannelName channel, Page page) {
        reads.incrementAndGet();
        return history.apply(channel);
    }

    @Override
    public Future<Position> erase(ChannelName channel) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isUp() {
        return true;
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
