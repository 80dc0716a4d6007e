package io.carillon.session;

import io.carillon.protocol.CloseCode;
import java.util.Arrays;

/**
 * The part of a fragmented message that has come so far; exists only while one is under way. Its bytes are bounded, and
 * with them the fragments that have any; of empty ones, which cost time alone, there may be as many.
 */
final class Fragments {
    /** Empty fragments that any message may have, however small it has to be. */
    private static final int FREE_EMPTY = 64;

    private final int opcode;
    private final boolean compressed;
    private final int maxSize;
    private byte[] bytes = {};
    private int length;
    private int empty;

    /** @param maxSize bytes of the whole message */
    Fragments(int opcode, boolean compressed, int maxSize) {
        this.opcode = opcode;
        this.compressed = compressed;
        this.maxSize = maxSize;
    }

    void append(byte[] part, int partLength) {
        empty += partLength == 0 ? 1 : 0;
        if (partLength > maxSize - length || empty > Math.max(maxSize, FREE_EMPTY)) {
            throw new WebSocketFailure(CloseCode.MESSAGE_TOO_BIG, "message too big");
        }
        if (length + partLength > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(maxSize, Math.max(length + partLength, 2 * bytes.length)));
        }
        System.arraycopy(part, 0, bytes, length, partLength);
        length += partLength;
    }

    int opcode() {
        return opcode;
    }

    boolean compressed() {
        return compressed;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
