package io.carillon.bench;

import io.vertx.core.json.JsonObject;

/**
 * The shape of a run: who subscribes to what, and who publishes where. Connections are numbered: subscribers first, then
 * the stalled, then publishers. A stream is what one publisher says in one channel; its messages are numbered from 0.
 *
 * @param run eight hexadecimal digits that no other run has
 * @param prefix beginning of the names of all channels
 * @param channels at least 1
 * @param channelsPerConnection of a subscriber, at most {@code channels}
 * @param publishers 0 when nothing is published
 * @param stalled connections that subscribe like the others and then never read
 * @param size bytes of the published data, quotes included
 * @param lobby whether channel 0 is everyone's: each connection has it first, and its others among the rest
 */
public record Plan(
        String run,
        String prefix,
        int channels,
        int channelsPerConnection,
        int subscribers,
        int publishers,
        int stalled,
        int size,
        boolean lobby) {

    public Plan {
        require(channels >= 1, "there must be a channel");
        require(
                channelsPerConnection >= 1 && channelsPerConnection <= channels,
                "a connection can have 1 to " + channels + " channels");
        require(subscribers >= 1, "there must be a subscriber");
        require(publishers >= 0 && stalled >= 0, "numbers of connections cannot be negative");
        require(size >= Stamp.MIN_SIZE, "a message has at least " + Stamp.MIN_SIZE + " bytes");
        require(!lobby || channels >= 2, "beside the lobby there must be a channel");
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /** Connections of all kinds. */
    int connections() {
        return subscribers + stalled + publishers;
    }

    /** Message after message goes to one stream after the other. */
    int streams() {
        return Math.max(channels, publishers);
    }

    int streamsPerChannel() {
        return (streams() + channels - 1) / channels;
    }

    int channelOf(int stream) {
        return stream % channels;
    }

    int publisherOf(int stream) {
        return stream % publishers;
    }

    /** The channel at one of the {@link #channelsPerConnection} places of a connection. */
    int channelAt(int connection, int place) {
        if (!lobby) {
            return (int) (((long) connection * channelsPerConnection + place) % channels);
        }
        long among = (long) connection * (channelsPerConnection - 1) + place - 1;
        return place == 0 ? 0 : 1 + (int) (among % (channels - 1));
    }

    /** The inverse of {@link #channelAt}; what is not below {@link #channelsPerConnection} is not the connection's. */
    int placeOf(int connection, int channel) {
        if (!lobby) {
            return Math.floorMod(channel - channelAt(connection, 0), channels);
        }
        return channel == 0 ? 0 : 1 + Math.floorMod(channel - channelAt(connection, 1), channels - 1);
    }

    /** All names have one length, so that the data of a message is found without a search. */
    String channelName(int channel) {
        return "%s-%s-%08x".formatted(prefix, run, channel);
    }

    boolean isOwnChannel(String name) {
        return name.startsWith(prefix + "-" + run + "-");
    }

    /** The inverse of {@link #channelName}; -1 for a name that is none of this run's. */
    int channelNumber(String name) {
        return isOwnChannel(name) ? Integer.parseUnsignedInt(name.substring(name.length() - 8), 16) : -1;
    }

    /** A pattern of all channels of this run and of nothing else. */
    String channelPattern() {
        return prefix + "-" + run + "-*";
    }

    JsonObject json() {
        return new JsonObject()
                .put("run", run)
                .put("prefix", prefix)
                .put("channels", channels)
                .put("channelsPerConnection", channelsPerConnection)
                .put("subscribers", subscribers)
                .put("publishers", publishers)
                .put("stalled", stalled)
                .put("size", size)
                .put("lobby", lobby);
    }

    static Plan of(JsonObject json) {
        return new Plan(
                json.getString("run"),
                json.getString("prefix"),
                json.getInteger("channels"),
                json.getInteger("channelsPerConnection"),
                json.getInteger("subscribers"),
                json.getInteger("publishers"),
                json.getInteger("stalled"),
                json.getInteger("size"),
                json.getBoolean("lobby"));
    }
}
