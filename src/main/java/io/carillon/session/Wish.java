package io.carillon.session;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import java.util.Optional;
import java.util.function.Function;

/**
 * A subscription that a client asks for, or that the back end gives it.
 *
 * @param id of the client's request
 * @param since what the client has of the channel's history
 * @param granted runs once the broker has confirmed and the client was told
 * @param refused makes of the broker's refusal what the client is told: null for nothing
 */
record Wish(
        ChannelName channel,
        Optional<String> id,
        Optional<Position> since,
        Runnable granted,
        Function<Throwable, byte[]> refused) {}
