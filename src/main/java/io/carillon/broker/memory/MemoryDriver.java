package io.carillon.broker.memory;

import io.carillon.broker.Broker;
import io.carillon.broker.BrokerDriver;
import io.carillon.broker.BrokerUnavailableException;
import io.carillon.broker.Draft;
import io.carillon.broker.EventStore;
import io.carillon.broker.Feed;
import io.carillon.broker.Page;
import io.carillon.broker.Past;
import io.carillon.broker.PresenceStore;
import io.carillon.broker.RevocationStore;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The broker of a process that runs alone. All publishing sides hand over to the one feed that is open; the newest feed
 * takes the place of an older one. Without a feed a publication reaches nobody, as in Redis without a subscriber.
 */
public final class MemoryDriver implements BrokerDriver {
    private final MemoryMembers members = new MemoryMembers(this);
    private final MemoryLedger ledger = new MemoryLedger();
    private final MemoryRevocations revocations = new MemoryRevocations();
    private volatile MemoryFeed feed;

    private final Object lock = new Object();
    /** Guarded by {@code lock}, under which its messages are offered to the feed too. */
    private final Histories histories;

    public MemoryDriver() {
        this(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    /** @param clock milliseconds, never going back; asked on any event loop, by one at a time */
    public MemoryDriver(LongSupplier clock) {
        histories = new Histories(clock);
    }

    @Override
    public Broker openBroker(Context context) {
        return new MemoryBroker(this, context);
    }

    @Override
    public Feed openFeed(Context context, Feed.Listener listener) {
        feed = new MemoryFeed(this, context, listener);
        return feed;
    }

    @Override
    public PresenceStore openPresence(Context context) {
        return new MemoryPresence(members, context);
    }

    @Override
    public EventStore openEvents(Context context, EventStore.Terms terms) {
        return new MemoryEventStore(ledger, terms);
    }

    @Override
    public RevocationStore openRevocations(Context context) {
        return new MemoryRevocationStore(revocations);
    }

    Future<Void> publish(ChannelName channel, byte[] text, Context publisher) {
        return offer(new Publication(channel, text), publisher)
                ? Future.succeededFuture()
                : Future.failedFuture(new BrokerUnavailableException("Too many publications are waiting"));
    }

    Future<Optional<Position>> publish(Draft draft, Context publisher) {
        return locked(() -> histories.publish(draft, publication -> offer(publication, publisher)));
    }

    private boolean offer(Publication publication, Context publisher) {
        MemoryFeed open = feed;
        return open == null || open.offer(publication, publisher);
    }

    Future<Past> read(ChannelName channel, Page page) {
        return locked(() -> histories.read(channel, page));
    }

    Future<Position> erase(ChannelName channel, Context publisher) {
        return locked(() -> histories.erase(channel, publication -> offer(publication, publisher)));
    }

    private <T> Future<T> locked(Supplier<T> use) {
        try {
            synchronized (lock) {
                return Future.succeededFuture(use.get());
            }
        } catch (BrokerUnavailableException e) {
            return Future.failedFuture(e);
        }
    }

    void closed(MemoryFeed closed) {
        if (feed == closed) {
            feed = null;
        }
    }
}
