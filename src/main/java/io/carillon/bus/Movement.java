package io.carillon.bus;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Member;

/**
 * A client has come into a channel or has gone from it.
 *
 * @param member null for one who goes, whom the bridge knows by its {@code clientId}
 */
public record Movement(Kind kind, ChannelName channel, String clientId, Member member) {
    /** What has happened. */
    public enum Kind {
        ENTERED,
        /** It was there before the bridge began. */
        REMAINED,
        /** It gave the channel up. */
        LEFT,
        /** Its connection has ended; it may come back with another one. */
        ENDED
    }
}
