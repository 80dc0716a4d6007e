package io.carillon.broker;

import io.vertx.core.Context;
import java.util.List;

/** One kind of broker: opens its two sides. Made once per process by the composition root. */
public interface BrokerDriver {
    /** The publishing side for one verticle; to be called on its event loop. Connects in the background. */
    Broker openBroker(Context context);

    /** The listening side for the bridge verticle; to be called on its event loop. Connects in the background. */
    Feed openFeed(Context context, Feed.Listener listener);

    /** Where the members of channels stand, for the bridge verticle; to be called on its event loop. */
    PresenceStore openPresence(Context context);

    /** The connections and channels of all nodes and the events about them; to be called on the caller's event loop. */
    EventStore openEvents(Context context, EventStore.Terms terms);

    /** What is wrong with the broker now, one sentence each, without anything secret; to be called on any thread. */
    default List<String> troubles() {
        return List.of();
    }

    /** What is revoked, for the bridge verticle; to be called on its event loop. */
    RevocationStore openRevocations(Context context);
}
