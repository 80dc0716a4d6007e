package io.carillon.bench;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Recognizes this run's messages by their bytes. The server writes {@code {"type":"message","channel":C,"data":D,...}},
 * the names of a run's channels have one length, and the data begins with a {@link Stamp}: so everything has its place,
 * and two comparisons of eight bytes tell such a message from all others.
 */
final class Inbox {
    private static final String HEAD = "{\"type\":\"message\",\"channel\":\"";
    private static final String BEFORE_DATA = "\",\"data\":\"";
    private static final int WORD = 8;
    private static final int TYPE_AT = 8;

    private static final long TYPE = word(HEAD, TYPE_AT);
    private static final long DATA = word(BEFORE_DATA, BEFORE_DATA.length() - WORD);

    private final Plan plan;
    private final Deliveries deliveries;
    private final int channelAt;
    private final int stampAt;
    private final long run;

    Inbox(Plan plan, Deliveries deliveries) {
        this.plan = plan;
        this.deliveries = deliveries;
        int nameEnd = HEAD.length() + plan.channelName(0).length();
        channelAt = nameEnd - WORD;
        stampAt = nameEnd + BEFORE_DATA.length();
        run = word(plan.run(), 0);
    }

    private static long word(String text, int at) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).getLong(at);
    }

    /**
     * Counts a message if it is one of this run, for a channel that the subscriber has.
     *
     * @param at where the payload begins in {@code in}
     * @param connection number of the subscriber in the plan
     * @param subscriber its number in this worker
     * @param now nanoseconds at which the bytes were read
     */
    boolean take(ByteBuf in, int at, int length, int connection, int subscriber, long now) {
        int stamp = at + stampAt;
        if (length < stampAt + Stamp.DIGITS
                || in.getLong(at + TYPE_AT) != TYPE
                || in.getLong(stamp - WORD) != DATA
                || in.getLong(stamp) != run) {
            return false;
        }
        int channel = Stamp.read(in, at + channelAt);
        int stream = Stamp.stream(in, stamp);
        int place = plan.placeOf(connection, channel);
        if (stream < 0
                || stream >= plan.streams()
                || plan.channelOf(stream) != channel
                || place >= plan.channelsPerConnection()) {
            return false;
        }
        deliveries.count(
                subscriber,
                place,
                stream,
                Stamp.sequence(in, stamp),
                Stamp.number(in, stamp),
                Stamp.time(in, stamp),
                now);
        return true;
    }
}
