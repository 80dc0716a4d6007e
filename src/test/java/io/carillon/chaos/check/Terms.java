package io.carillon.chaos.check;

import java.util.Set;

/**
 * What is held against the nodes: the promises in numbers, with room for a machine that has other things to do.
 *
 * @param answer milliseconds in which a publish is accepted or refused; a second is promised
 * @param resume milliseconds after the end of a fault in which everything goes on; five seconds are promised
 * @param notice milliseconds in which a node that has lost the broker is not ready any more; five seconds are promised
 * @param dialled connections that a node asks of Redis in one second
 * @param held messages of a flood that one who has not read may still get; most of them lie in buffers of the system
 */
public record Terms(long answer, long resume, long notice, int dialled, int held) {
    public static final Terms USUAL = new Terms(2_000, 10_000, 7_000, 60, 130);

    /** Channels of this namespace have no history. */
    public static final String LIVE = "live";

    /** Channels of this namespace keep more than is published while anyone is away. */
    public static final String LONG = "long";

    /** Channels of this namespace keep so little that many come too late. */
    public static final String SHORT = "short";

    /** Channels of this namespace drop messages rather than subscribers. */
    public static final String DROP = "drop";

    /** Channels of this namespace keep one unsent message for each reader. */
    public static final String LATEST = "latest";

    /** As {@link #DROP}, with much more in little time than a reader can be kept waiting for. */
    public static final String FLOOD = "flood";

    /** As {@link #LATEST}, and a flood, too. */
    public static final String TICK = "tick";

    /** Channels of this namespace know their members and tell of them. They have no messages. */
    public static final String CROWD = "crowd";

    private static final Set<String> LOSSY = Set.of(DROP, LATEST, FLOOD, TICK);

    private static final Set<String> WITHOUT_HISTORY = Set.of(LIVE, CROWD);

    public static boolean hasHistory(String channel) {
        return !WITHOUT_HISTORY.contains(namespace(channel));
    }

    static boolean isFlood(String channel) {
        return Set.of(FLOOD, TICK).contains(namespace(channel));
    }

    /** Whether readers of this channel are rather lost than messages. */
    static boolean mayDisconnect(String channel) {
        return !LOSSY.contains(namespace(channel));
    }

    public static boolean hasMessages(String channel) {
        return !namespace(channel).equals(CROWD);
    }

    static String namespace(String channel) {
        return channel.substring(0, channel.indexOf(':'));
    }

    /** Whether the broker may say to have lost continuity here for this reason without having lost anything. */
    static boolean mayForget(String channel, String reason) {
        return switch (reason) {
            case "expired" -> Set.of(SHORT, FLOOD, TICK).contains(namespace(channel));
            case "dropped" -> LOSSY.contains(namespace(channel));
            default -> false;
        };
    }
}
