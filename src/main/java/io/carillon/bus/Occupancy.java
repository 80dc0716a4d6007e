package io.carillon.bus;

import io.carillon.channel.ChannelName;

/**
 * A channel has got its first subscriber on this node, or has lost its last one.
 *
 * @param at epoch milliseconds at which it did
 */
public record Occupancy(ChannelName channel, boolean occupied, long at) {}
