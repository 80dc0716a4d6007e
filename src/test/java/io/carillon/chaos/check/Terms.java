package io.carillon.chaos.check;

/**
 * What is held against the nodes: the promises in numbers, with room for a machine that has other things to do.
 *
 * @param answer milliseconds in which a publish is accepted or refused; a second is promised
 * @param resume milliseconds after the end of a fault in which everything goes on; five seconds are promised
 * @param notice milliseconds in which a node that has lost the broker is not ready any more; five seconds are promised
 * @param dialled connections that a node asks of Redis in one second
 */
public record Terms(long answer, long resume, long notice, int dialled) {
    public static final Terms USUAL = new Terms(2_000, 10_000, 7_000, 60);

    /** Channels of this namespace have no history. */
    public static final String LIVE = "live";

    /** Channels of this namespace keep more than is published while anyone is away. */
    public static final String LONG = "long";

    /** Channels of this namespace keep so little that many come too late. */
    public static final String SHORT = "short";

    /** Channels of this namespace drop messages rather than subscribers. */
    public static final String DROP = "drop";

    public static boolean hasHistory(String channel) {
        return !channel.startsWith(LIVE + ":");
    }

    /** Whether the broker may say to have lost continuity here for this reason without having lost anything. */
    static boolean mayForget(String channel, String reason) {
        return reason.equals("expired") && channel.startsWith(SHORT + ":")
                || reason.equals("dropped") && channel.startsWith(DROP + ":");
    }
}
