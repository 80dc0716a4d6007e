package io.carillon.bus;

import io.carillon.channel.ChannelName;
import java.util.Set;

/**
 * What a hub counted, and whether it would serve. Channels are named, since several hubs of a node may have the same.
 *
 * @param brokerUp whether it can publish
 * @param judging whether it knows which tokens are revoked; until then it lets nobody in
 */
public record Census(
        int connections, int subscriptions, Set<ChannelName> channels, boolean brokerUp, boolean judging) {}
