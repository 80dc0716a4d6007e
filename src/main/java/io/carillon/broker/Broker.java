package io.carillon.broker;

import io.carillon.channel.ChannelName;
import io.vertx.core.Future;

/**
 * The road of channel messages between nodes, seen by one verticle that publishes. Every verticle opens its own, on
 * its own event loop, and its calls are answered there.
 *
 * <p>Obligations of every implementation, held by {@code BrokerContract}:
 *
 * <ul>
 *   <li>Messages published through one {@code Broker} to one channel arrive in the order of the calls.
 *   <li>All feeds see the messages of one channel in one order.
 *   <li>At most once: a publish that failed may have arrived nonetheless only if the broker was lost while it was
 *       under way.
 * </ul>
 */
public interface Broker {
    /**
     * Hands a finished frame to every feed that is subscribed to the channel, on every node.
     *
     * @param text the JSON text as subscribers will get it, UTF-8; not to be changed afterwards
     * @return completes once the broker has it; fails within 1 s with {@link BrokerUnavailableException} when it cannot
     */
    Future<Void> publish(ChannelName channel, byte[] text);

    /** Whether publishes are taken now, as far as is known. */
    boolean isUp();

    /** Gives up the connection; publishes under way fail. */
    Future<Void> close();
}
