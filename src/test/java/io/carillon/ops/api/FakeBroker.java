package io.carillon.ops.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.broker.Broker;
import io.carillon.broker.Draft;
import io.carillon.broker.Page;
import io.carillon.broker.Past;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A broker that remembers what it was asked, and answers at once unless it is told to hold. */
final class FakeBroker implements Broker {
    final List<String> texts = new ArrayList<>();
    final List<Draft> drafts = new ArrayList<>();
    final List<Page> pages = new ArrayList<>();
    final List<Promise<Void>> held = new ArrayList<>();
    List<Publication> entries = List.of();
    boolean holds;
    private long offset;

    @Override
    public Future<Void> publish(ChannelName channel, byte[] text) {
        texts.add(new String(text, UTF_8));
        return done();
    }

    @Override
    public Future<Optional<Position>> publish(Draft draft) {
        texts.add(new String(draft.text(), UTF_8));
        drafts.add(draft);
        return done().map(stored -> draft.retention().map(kept -> new Position("e", ++offset, draft.timestamp())));
    }

    private Future<Void> done() {
        if (!holds) {
            return Future.succeededFuture();
        }
        Promise<Void> answer = Promise.promise();
        held.add(answer);
        return answer.future();
    }

    @Override
    public Future<Past> read(ChannelName channel, Page page) {
        pages.add(page);
        Position top = entries.isEmpty()
                ? Position.before("e")
                : entries.get(entries.size() - 1).position();
        List<Publication> wanted = entries.stream()
                .filter(entry -> page.forward() && entry.position().offset() > page.offset())
                .limit(page.limit())
                .toList();
        return Future.succeededFuture(new Past(top, wanted));
    }

    @Override
    public Future<Position> erase(ChannelName channel) {
        entries = List.of();
        return Future.succeededFuture(Position.before("e2"));
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
