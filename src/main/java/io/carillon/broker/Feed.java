package io.carillon.broker;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Publication;
import io.vertx.core.Future;
import java.util.List;

/**
 * What a node hears from the broker. One per process, owned by the bridge verticle and called on its event loop only;
 * the listener is called there too.
 */
public interface Feed {
    /** Called on the event loop that opened the feed, in the order of the broker. */
    interface Listener {
        /** What one read of the broker brought; never empty. The list is the listener's to keep. */
        void onPublications(List<Publication> publications);

        /** Channels that were lost are heard again, all or some of them: what was published meanwhile was missed. */
        default void onReturn() {}
    }

    /**
     * Asks for a channel. Subscribing twice is the caller's error; it counts who wants what.
     *
     * @return completes once the broker has confirmed: whatever is published from then on will arrive. Fails with
     *     {@link BrokerUnavailableException} when the broker does not confirm within the deadline; the channel is then
     *     not subscribed
     */
    Future<Void> subscribe(ChannelName channel);

    /** Gives a channel up. What was under way may still arrive. */
    void unsubscribe(ChannelName channel);

    /** Whether the broker is there now. */
    boolean isUp();

    /** Ends the connection for good. */
    Future<Void> close();
}
