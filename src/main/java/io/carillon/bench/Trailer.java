package io.carillon.bench;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * The end of a message of a channel with history, {@code "timestamp":T,"offset":N}}, read where it lies. One serves for
 * all messages, so that nothing is allocated for them.
 */
final class Trailer {
    private static final byte[] BEFORE_OFFSET = ",\"offset\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] BEFORE_TIMESTAMP = "\"timestamp\":".getBytes(StandardCharsets.US_ASCII);
    private static final int BASE = 10;

    private long offset;
    private long timestamp;

    /** Where what was read last begins. */
    private int begin;

    /**
     * Reads backward.
     *
     * @param start of the message
     * @param end behind the message
     * @return whether it ends so
     */
    boolean read(ByteBuf in, int start, int end) {
        if (end - start < 1 || in.getByte(end - 1) != '}') {
            return false;
        }
        begin = end - 1;
        offset = digits(in, start);
        if (!follows(BEFORE_OFFSET, in, start)) {
            return false;
        }
        timestamp = digits(in, start);
        return follows(BEFORE_TIMESTAMP, in, start);
    }

    private long digits(ByteBuf in, int start) {
        long value = 0;
        long weight = 1;
        for (; begin > start && isDigit(in.getByte(begin - 1)); begin--) {
            value += (in.getByte(begin - 1) - '0') * weight;
            weight *= BASE;
        }
        return value;
    }

    private static boolean isDigit(byte character) {
        return character >= '0' && character <= '9';
    }

    private boolean follows(byte[] name, ByteBuf in, int start) {
        begin -= name.length;
        if (begin < start) {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (in.getByte(begin + i) != name[i]) {
                return false;
            }
        }
        return true;
    }

    long offset() {
        return offset;
    }

    long timestamp() {
        return timestamp;
    }
}
