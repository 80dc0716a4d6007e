package io.carillon.broker.redis;

import io.carillon.channel.ChannelName;
import java.util.List;

/**
 * The names of what presence keeps in Redis. All keys of a channel hash to the slot of its Redis channel; those of the
 * leases, which are few, to one slot.
 */
record PresenceKeys(String prefix) {
    /** Set of the leases that have members in the channel; a lease's members are under this name, a colon and the lease. */
    String members(ChannelName channel) {
        return family("presence", channel);
    }

    /** Hash of users and how many members each is. */
    String users(ChannelName channel) {
        return family("presence-users", channel);
    }

    /** Hash of users and their members whose connections have ended. */
    String away(ChannelName channel) {
        return family("presence-away", channel);
    }

    /** String: names the memory of this Redis. */
    String epoch() {
        return shared("epoch");
    }

    /** Sorted set of leases and when each is over. */
    String leases() {
        return shared("leases");
    }

    /** Sorted set of lapsed leases and when each may be swept by another node. */
    String lapsed() {
        return shared("lapsed");
    }

    /** Set of the channels in which a lease has members. */
    String channels(String lease) {
        return prefix + "presence-channels:{" + lease + "}";
    }

    /** The Redis channel. */
    String road(ChannelName channel) {
        return prefix + channel.value();
    }

    List<String> ofChannel(ChannelName channel) {
        return List.of(members(channel), users(channel), away(channel));
    }

    private String family(String name, ChannelName channel) {
        return prefix + name + ":{" + road(channel) + "}";
    }

    /** No channel has this tag, for no channel's name is empty. */
    private String shared(String name) {
        return prefix + "presence-" + name + ":{" + prefix + "}";
    }
}
