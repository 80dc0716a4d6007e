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

/** A broker that answers when the test says so. */
final class TestBroker implements Broker {
    final List<String> published = new CopyOnWriteArrayList<>();
    final List<Promise<Void>> answers = new CopyOnWriteArrayList<>();

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
        throw new UnsupportedOperationException("Nothing here has a history");
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
