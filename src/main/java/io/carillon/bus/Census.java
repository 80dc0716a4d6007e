package io.carillon.bus;

import io.carillon.channel.ChannelName;
import java.util.Set;

/**
 * What a hub counted, and whether it can publish. Channels are named, since several hubs of a node may have the same.
 */
public record Census(int connections, int subscriptions, Set<ChannelName> channels, boolean brokerUp) {}
