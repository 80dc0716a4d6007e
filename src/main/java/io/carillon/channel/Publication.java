package io.carillon.channel;

/**
 * One message of a channel on its way to the subscribers: the finished JSON text that every one of them gets, in UTF-8.
 * It is passed between verticles by reference; nobody may change {@code text}.
 *
 * @param position its place in the channel's history; null when the channel has none
 * @param previousTimestamp timestamp of the entry before it, by which the chain is known to be unbroken; 0 for the first; -1
 *     in what is {@link #isForeign foreign}
 * @param exclude the {@link ClientId} of the one subscriber that is not to get it; null for most messages
 */
public record Publication(ChannelName channel, byte[] text, Position position, long previousTimestamp, String exclude) {
    private static final byte[] NO_TEXT = {};

    /** No timestamp. */
    private static final long FOREIGN = -1;

    /** A message of a channel without history. */
    public Publication(ChannelName channel, byte[] text) {
        this(channel, text, null, 0, null);
    }

    /** A message of another program, which does not know whether the channel has a history. */
    public static Publication foreign(ChannelName channel, byte[] text) {
        return new Publication(channel, text, null, FOREIGN, null);
    }

    /** A message for all subscribers. */
    public Publication(ChannelName channel, byte[] text, Position position, long previousTimestamp) {
        this(channel, text, position, previousTimestamp, null);
    }

    /** Tells nodes, and no subscriber, that a channel has another history from now on. */
    public static Publication beginning(ChannelName channel, String epoch) {
        return new Publication(channel, NO_TEXT, Position.before(epoch), 0, null);
    }

    public boolean hasPosition() {
        return position != null;
    }

    public boolean isForeign() {
        return previousTimestamp == FOREIGN;
    }

    /** Whether it is a {@link #beginning}; it has a position. */
    public boolean isBeginning() {
        return position.offset() == 0;
    }

    /** Whether it comes right after an entry, in the same history. */
    public boolean follows(Position entry) {
        return position.offset() == entry.offset() + 1
                && previousTimestamp == entry.timestamp()
                && position.epoch().equals(entry.epoch());
    }

    /** Where the one stands that has everything before this message and not the message. */
    public Position predecessor() {
        return new Position(position.epoch(), position.offset() - 1, previousTimestamp);
    }
}
