package io.carillon.broker;

import io.carillon.channel.ChannelName;

/**
 * Something that one node has to write about its connections or channels. Each can be repeated: what is so already makes
 * no event.
 *
 * @param subject a client id, or a channel
 * @param user of the connection; empty for a channel
 * @param at epoch milliseconds at which it happened
 * @param code with which a connection ended, else 0
 */
public record EventStep(Kind kind, String subject, String user, long at, int code) {
    /** What there is to write. Those that are found under an earlier lease of the node are moved, and nothing is told. */
    public enum Kind {
        /** A new connection: told. */
        CAME('c'),
        /** A connection that was told of: told again under another id when it is found nowhere. */
        STAYED('m'),
        /** A connection that the store has forgotten: never told. */
        RESTORED('r'),
        /** A connection that has ended: told. */
        WENT('g'),
        /** A channel that has a subscriber on this node: told when it has none on any other. */
        OCCUPIED('o'),
        /** A channel that the store has forgotten: never told. */
        KEPT('k'),
        /** A channel that has no subscriber on this node: told when it has none on any other. */
        VACATED('v');

        private final char code;

        Kind(char code) {
            this.code = code;
        }

        public char code() {
            return code;
        }
    }

    public static EventStep connection(Kind kind, String clientId, String user, long at, int code) {
        return new EventStep(kind, clientId, user, at, code);
    }

    public static EventStep channel(Kind kind, ChannelName channel, long at) {
        return new EventStep(kind, channel.value(), "", at, 0);
    }
}
