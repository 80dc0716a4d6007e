package io.carillon.broker.memory;

import io.carillon.broker.Feed;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Publication;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The listening side. What an event loop publishes within one turn, and what others publish meanwhile, is delivered as one
 * list: were the feed woken by the first message, the rest of a burst would be fanned out once more.
 */
final class MemoryFeed implements Feed {
    /** Publications that may wait for the feed's event loop. */
    static final int MAX_WAITING = 65_536;

    /** Bytes of text that may wait for the feed's event loop. */
    static final long MAX_WAITING_BYTES = 64L << 20;

    private final MemoryDriver driver;
    private final Context context;
    private final Listener listener;
    private final Handler<Void> wake;
    private final Set<ChannelName> channels = new HashSet<>();
    private final Handler<Void> drain = nothing -> drain();
    private boolean closed;

    private final Object lock = new Object();
    /** Guarded by {@code lock}, like its size in bytes. A drain is on its way whenever it is not empty. */
    private List<Publication> waiting = new ArrayList<>();

    private long waitingBytes;

    MemoryFeed(MemoryDriver driver, Context context, Listener listener) {
        this.driver = driver;
        this.context = context;
        this.listener = listener;
        wake = turnOver -> context.runOnContext(drain);
    }

    /**
     * Called on the publisher's event loop, in whose next turn the feed is woken; the order in which the lock is had is the
     * order for all.
     *
     * @return false when too much is waiting
     */
    boolean offer(Publication publication, Context publisher) {
        synchronized (lock) {
            if (waiting.size() >= MAX_WAITING || waitingBytes + publication.text().length > MAX_WAITING_BYTES) {
                return false;
            }
            waiting.add(publication);
            waitingBytes += publication.text().length;
            if (waiting.size() > 1) {
                return true;
            }
        }
        publisher.runOnContext(wake);
        return true;
    }

    private void drain() {
        List<Publication> publications;
        synchronized (lock) {
            publications = waiting;
            waiting = new ArrayList<>(publications.size());
            waitingBytes = 0;
        }
        publications.removeIf(publication -> !channels.contains(publication.channel()));
        if (!publications.isEmpty() && !closed) {
            listener.onPublications(publications);
        }
    }

    @Override
    public Future<Void> subscribe(ChannelName channel) {
        channels.add(channel);
        return Future.succeededFuture();
    }

    @Override
    public void unsubscribe(ChannelName channel) {
        channels.remove(channel);
    }

    @Override
    public boolean isUp() {
        return !closed;
    }

    @Override
    public Future<Void> close() {
        closed = true;
        channels.clear();
        driver.closed(this);
        return Future.succeededFuture();
    }
}
