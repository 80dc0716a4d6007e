package io.carillon.chaos.check;

import io.carillon.channel.Position;

/**
 * One thing that an actor saw, or that the harness did, as it stands in a journal. Times are epoch milliseconds of this
 * machine, durations milliseconds, nodes counted from 0. A position is null on a channel without history.
 */
public sealed interface Event {
    long at();

    /**
     * A publish was answered with {@code published}.
     *
     * @param author publisher, whose numbers go up by one road
     * @param repeated the author had this answer before and has sent the same again, with the same key
     */
    record Accepted(
            long at,
            String author,
            int node,
            String channel,
            long number,
            Position position,
            long took,
            boolean repeated)
            implements Event {}

    /** A publish or a subscription was answered with an error. */
    record Refused(long at, String author, int node, int code, long took) implements Event {}

    /** Somebody is connected from here on. */
    record Connected(long at, String who, int node) implements Event {}

    /** The connection ended, and it was not its client who ended it; code 1006 without a close frame. */
    record Closed(long at, String who, int node, int code) implements Event {}

    /** A client gave its connection up because it had heard nothing for so long. */
    record Silent(long at, String who, int node, long took) implements Event {}

    /** A client reads nothing for so long. */
    record Paused(long at, String who, long millis) implements Event {}

    /**
     * A subscription was confirmed.
     *
     * @param since what the client asked for, null when nothing
     * @param recovered null when nothing was asked for
     * @param reason null when there is none
     */
    record Subscribed(
            long at, String who, String channel, Position position, Position since, Boolean recovered, String reason)
            implements Event {}

    /**
     * A message came.
     *
     * @param position epoch as the client holds it, offset and timestamp as the message says
     * @param sent timestamp of the message
     * @param digest of all its bytes
     */
    record Heard(
            long at, String who, String channel, Position position, long sent, String author, long number, long digest)
            implements Event {}

    /** Continuity was lost, says the server. No position on a channel without history. */
    record Reset(long at, String who, String channel, Position position, String reason) implements Event {}

    /**
     * The harness began to do harm.
     *
     * @param clients nodes whose clients may notice, as digits
     * @param broker nodes that cannot publish meanwhile, as digits
     */
    record Struck(long at, String fault, String clients, String broker) implements Event {}

    /** The harm is over; nodes are up, though maybe not yet ready. */
    record Healed(long at, String fault) implements Event {}

    /**
     * What was stored between the two moments is gone from the broker, and what is older is still there. When all is
     * gone the two are one: nothing of an old history is asked for in a new one.
     */
    record Erased(long at, long from) implements Event {}

    /** What a node said of its readiness. */
    record Ready(long at, int node, boolean ready) implements Event {}

    /** A node is not there though nobody is doing anything to it. The run ends with this. */
    record Absent(long at, int node, String why) implements Event {}

    /** Something that must not grow, at the beginning and at the end, and how much it may be at the end. */
    record Measured(long at, String what, long before, long after, long bound) implements Event {}

    /** A node asked Redis for a connection. */
    record Dialled(long at, int node) implements Event {}

    /** Somebody has a new connection, which bears this name in lists of members. */
    record Welcomed(long at, String who, int node, String clientId) implements Event {}

    /** Somebody has no connection any more, whoever has ended it. */
    record Parted(long at, String who) implements Event {}

    /** Somebody is told that a member has come. */
    record Joined(long at, String who, String channel, String clientId) implements Event {}

    /** Somebody is told that a member has gone. */
    record Left(long at, String who, String channel, String clientId) implements Event {}

    /**
     * Somebody is told who is in a channel.
     *
     * @param asked when it asked for that
     * @param count of members, as the answer says it
     * @param members names of their connections, with commas between them
     */
    record Present(long at, String who, String channel, long asked, int count, String members) implements Event {}
}
