package io.carillon.broker.redis;

import io.carillon.channel.ChannelName;

/** The names of what is kept of channels in Redis. All of a channel hash to the slot of its Redis channel. */
record HistoryKeys(String prefix) {
    /** Hash of epoch, offset and timestamp of the newest entry. */
    String position(ChannelName channel) {
        return family("position", channel);
    }

    /** Stream of the entries. */
    String history(ChannelName channel) {
        return family("history", channel);
    }

    /** String: the position of what was published with that key. */
    String key(ChannelName channel, String key) {
        return family("key", channel) + ":" + key;
    }

    /** The Redis channel. */
    String road(ChannelName channel) {
        return prefix + channel.value();
    }

    private String family(String name, ChannelName channel) {
        return prefix + name + ":{" + road(channel) + "}";
    }
}
