package io.carillon.channel;

/**
 * One message of a channel on its way to the subscribers: the finished JSON text that every one of them gets, in UTF-8.
 * It is passed between verticles by reference; nobody may change {@code text}.
 *
 * @param position its place in the channel's history; null when the channel has none
 * @param previousTimestamp timestamp of the entry before it, by which the chain is known to be unbroken; 0 for the first
 */
public record Publication(ChannelName channel, byte[] text, Position position, long previousTimestamp) {
    /** A message of a channel without history. */
    public Publication(ChannelName channel, byte[] text) {
        this(channel, text, null, 0);
    }

    public boolean hasPosition() {
        return position != null;
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
