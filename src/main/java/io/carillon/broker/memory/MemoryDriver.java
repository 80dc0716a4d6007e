package io.carillon.broker.memory;

import io.carillon.broker.Broker;
import io.carillon.broker.BrokerDriver;
import io.carillon.broker.BrokerUnavailableException;
import io.carillon.broker.Feed;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Publication;
import io.vertx.core.Context;
import io.vertx.core.Future;

/**
 * The broker of a process that runs alone. All publishing sides hand over to the one feed that is open; the newest feed
 * takes the place of an older one. Without a feed a publication reaches nobody, as in Redis without a subscriber.
 */
public final class MemoryDriver implements BrokerDriver {
    private volatile MemoryFeed feed;

    @Override
    public Broker openBroker(Context context) {
        return new MemoryBroker(this, context);
    }

    @Override
    public Feed openFeed(Context context, Feed.Listener listener) {
        feed = new MemoryFeed(this, context, listener);
        return feed;
    }

    Future<Void> publish(ChannelName channel, byte[] text, Context publisher) {
        MemoryFeed open = feed;
        if (open != null && !open.offer(new Publication(channel, text), publisher)) {
            return Future.failedFuture(new BrokerUnavailableException("Too many publications are waiting"));
        }
        return Future.succeededFuture();
    }

    void closed(MemoryFeed closed) {
        if (feed == closed) {
            feed = null;
        }
    }
}
