package io.carillon.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Publication;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** An open feed on a loop of its own that keeps all it hears. */
public final class Listening {
    private final Loop loop;
    private final Feed feed;
    private final List<List<Publication>> batches = new CopyOnWriteArrayList<>();
    private final AtomicInteger returns = new AtomicInteger();

    public Listening(Loop loop, BrokerDriver driver) {
        this.loop = loop;
        feed = loop.get(context -> driver.openFeed(context, new Feed.Listener() {
            @Override
            public void onPublications(List<Publication> publications) {
                batches.add(publications);
            }

            @Override
            public void onReturn() {
                returns.incrementAndGet();
            }
        }));
    }

    /** How often channels were heard again that had been lost. */
    public int returns() {
        return returns.get();
    }

    public Listening awaitUp() {
        Await.until("the feed is up", this::isUp);
        return this;
    }

    public boolean isUp() {
        return loop.get(context -> feed.isUp());
    }

    public Future<Void> subscribe(String channel) {
        return loop.ask(context -> feed.subscribe(new ChannelName(channel)));
    }

    public void unsubscribe(String channel) {
        loop.get(context -> {
            feed.unsubscribe(new ChannelName(channel));
            return true;
        });
    }

    /** Runs several calls within one turn of the loop. */
    public <T> Future<T> turn(Function<Feed, Future<T>> calls) {
        return loop.ask(context -> calls.apply(feed));
    }

    public List<List<Publication>> batches() {
        return batches;
    }

    public List<Publication> all() {
        List<Publication> all = new ArrayList<>();
        batches.forEach(all::addAll);
        return all;
    }

    public List<String> texts(String channel) {
        return all().stream()
                .filter(publication -> publication.channel().value().equals(channel))
                .map(publication -> new String(publication.text(), UTF_8))
                .toList();
    }

    public void awaitCount(int publications) {
        Await.until(publications + " publications", () -> count() >= publications);
    }

    private int count() {
        int count = 0;
        for (List<Publication> batch : batches) {
            count += batch.size();
        }
        return count;
    }

    public void close() {
        Await.result(loop.ask(context -> feed.close()));
    }
}
