package io.carillon.broker;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;

/**
 * The road of channel messages between nodes, seen by one verticle that publishes. Every verticle opens its own, on
 * its own event loop, and its calls are answered there.
 *
 * <p>Obligations of every implementation, held by {@code BrokerContract}:
 *
 * <ul>
 *   <li>Messages published through one {@code Broker} to one channel arrive in the order of the calls.
 *   <li>All feeds see the messages of one channel in one order.
 *   <li>A history has offsets from 1 without gaps, and its feeds see its messages in the order of the offsets.
 *   <li>At most once: a publish that failed may have arrived nonetheless only if the broker was lost while it was
 *       under way.
 * </ul>
 */
public interface Broker {
    Duration KEY_LIFE = Duration.ofMinutes(5);

    /** The least time for which a history's epoch and newest offset outlive its last publication and reading. */
    Duration POSITION_LIFE = Duration.ofHours(24);

    /**
     * Hands a finished frame to every feed that is subscribed to the channel, on every node.
     *
     * @param text the JSON text as subscribers will get it, UTF-8; not to be changed afterwards
     * @return completes once the broker has it; fails within 1 s with {@link BrokerUnavailableException} when it cannot
     */
    Future<Void> publish(ChannelName channel, byte[] text);

    /**
     * Publishes what has a history, a key, or somebody to exclude. One that was published with the same key within {@link #KEY_LIFE} is not
     * published again, and has the position of the first.
     *
     * @return the message's position, empty for a channel without history; completes once the broker has stored it; fails
     *     within 1 s with {@link BrokerUnavailableException} when it cannot, and then all of it has happened or nothing
     */
    Future<Optional<Position>> publish(Draft draft);

    /**
     * Reads a part of a channel's history. Each reading keeps its position from being forgotten for {@link #POSITION_LIFE};
     * that of a channel to which nothing was published yet for the time that the page names. Readings have no place in the
     * order of publishes: one that is asked for while a publish is under way may or may not find it.
     *
     * @return fails within 1 s with {@link BrokerUnavailableException} when the broker does not answer
     */
    Future<Past> read(ChannelName channel, Page page);

    /**
     * Removes a channel's history: another one begins that is empty. Every feed that is subscribed is handed {@link
     * io.carillon.channel.Publication#beginning}. Keys of what was published stay known.
     *
     * @return where the new history stands; fails within 1 s with {@link BrokerUnavailableException} when the broker does
     *     not answer, and then all of it has happened or nothing
     */
    Future<Position> erase(ChannelName channel);

    /** Whether it publishes and reads now, as far as is known. */
    boolean isUp();

    /** Gives up the connection; publishes under way fail. */
    Future<Void> close();
}
