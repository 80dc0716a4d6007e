package io.carillon.broker.memory;

import io.carillon.broker.Broker;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What has been published with a key, for as long as a repetition is to be known. */
final class Keys {
    private static final int OVERHEAD = 256;

    private record Key(ChannelName channel, String key) {}

    private record Published(Optional<Position> position, long until) {}

    private final Map<Key, Published> published = new HashMap<>();
    private final Expiries<Key> expiries = new Expiries<>();
    private long bytes;

    /** The position of what was published with that key; null when nothing was. */
    Optional<Position> find(ChannelName channel, String key, long now) {
        Published found = published.get(new Key(channel, key));
        return found == null || found.until() <= now ? null : found.position();
    }

    void add(ChannelName channel, String key, Optional<Position> position, long now) {
        long until = now + Broker.KEY_LIFE.toMillis();
        Key added = new Key(channel, key);
        if (published.put(added, new Published(position, until)) == null) {
            bytes += size(added);
        }
        expiries.add(added, until);
    }

    /** Drops one that is over, if there is one. */
    void sweep(long now) {
        Key due = expiries.poll(now);
        if (due == null) {
            return;
        }
        long until = published.get(due).until();
        if (until > now) {
            expiries.add(due, until);
        } else {
            published.remove(due);
            bytes -= size(due);
        }
    }

    private static int size(Key key) {
        return OVERHEAD + key.key().length();
    }

    long bytes() {
        return bytes;
    }
}
