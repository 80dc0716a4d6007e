package io.carillon.session;

import io.carillon.protocol.CloseCode;
import java.util.Arrays;

/** The part of a fragmented message that has come so far; exists only while one is under way. */
final class Fragments {
    /** Empty fragments cost no memory but time; nobody needs this many. */
    private static final int MAX_FRAGMENTS = 65_536;

    private final int opcode;
    private final boolean compressed;
    private final int maxSize;
    private byte[] bytes = {};
    private int length;
    private int count;

    /** @param maxSize bytes of the whole message */
    Fragments(int opcode, boolean compressed, int maxSize) {
        this.opcode = opcode;
        this.compressed = compressed;
        this.maxSize = maxSize;
    }

    void append(byte[] part, int partLength) {
        if (partLength > maxSize - length || ++count > MAX_FRAGMENTS) {
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
