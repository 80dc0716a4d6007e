package io.carillon.broker;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Retention;
import java.util.Optional;

/**
 * A message that the broker has more to do with than to pass it on: put it into a history, see to it that it is not
 * published twice, or keep it from one subscriber.
 *
 * @param text the JSON text without {@code offset}, an object with fields, UTF-8; the broker adds the offset at its end.
 *     Not to be changed afterwards
 * @param timestamp the text's, epoch milliseconds
 * @param key tells the same publish from another one; who publishes is part of it. In UTF-8 at most {@link
 *     #MAX_KEY_BYTES} bytes
 * @param retention empty for a channel without history
 * @param exclude the {@code ClientId} of a subscriber that shall not get it
 */
public record Draft(
        ChannelName channel,
        byte[] text,
        long timestamp,
        Optional<String> key,
        Optional<Retention> retention,
        Optional<String> exclude) {
    public static final int MAX_KEY_BYTES = 1024;
}
