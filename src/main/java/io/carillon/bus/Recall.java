package io.carillon.bus;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import java.util.Optional;

/**
 * Asks where the history of a channel stands that the asking hub wants already.
 *
 * @param since the position after which messages are wanted too
 */
public record Recall(ChannelName channel, Optional<Position> since) {}
