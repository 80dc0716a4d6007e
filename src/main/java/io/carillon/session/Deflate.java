package io.carillon.session;

import io.carillon.protocol.CloseCode;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * permessage-deflate (RFC 7692) without context takeover in either direction: every message stands alone, so that one
 * compression serves all subscribers and no connection needs a window of its own. One per event loop.
 *
 * <p>Both methods return the same array, {@link #bytes()}, with the result from index 0; the next call overwrites it.
 */
final class Deflate {
    /** Every message ends with these bytes, and they are left out on the wire (section 7.2.1). */
    private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};

    private final Inflater inflater = new Inflater(true);
    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final int maxMessageSize;
    private byte[] bytes = new byte[4096];

    /** @param maxMessageSize bytes that a message may inflate to; one more fails with 1009 */
    Deflate(int maxMessageSize) {
        this.maxMessageSize = maxMessageSize;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Length of the message in {@link #bytes()}. */
    int inflate(byte[] compressed, int length) {
        inflater.reset();
        try {
            int size = inflate(compressed, length, 0);
            return inflater.finished() ? size : inflate(TAIL, TAIL.length, size);
        } catch (DataFormatException corrupt) {
            throw new WebSocketFailure(CloseCode.INVALID_PAYLOAD, "corrupt compressed message");
        }
    }

    private int inflate(byte[] input, int length, int sizeSoFar) throws DataFormatException {
        inflater.setInput(input, 0, length);
        int size = sizeSoFar;
        while (true) {
            makeRoom(size);
            int more = inflater.inflate(bytes, size, bytes.length - size);
            size += more;
            if (size > maxMessageSize) {
                throw new WebSocketFailure(CloseCode.MESSAGE_TOO_BIG, "message too big after decompression");
            }
            if (inflater.needsDictionary()) {
                throw new DataFormatException();
            }
            if (more == 0 && (inflater.needsInput() || inflater.finished())) {
                return size;
            }
        }
    }

    /** Length of the compressed message in {@link #bytes()}, its tail taken off. */
    int deflate(byte[] message) {
        deflater.reset();
        deflater.setInput(message);
        int size = 0;
        int more;
        do {
            makeRoom(size);
            more = deflater.deflate(bytes, size, bytes.length - size, Deflater.SYNC_FLUSH);
            size += more;
        } while (size == bytes.length);
        return size - TAIL.length;
    }

    private void makeRoom(int size) {
        if (size == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
    }
}
