package io.carillon.wire;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;

/** Reads server frames and insists on what RFC 6455 sections 5.1 and 5.2 demand of them: unmasked, shortest length. */
final class FrameReader {
    private static final int LARGEST = 64 << 20;

    private final DataInputStream in;

    FrameReader(DataInputStream in) {
        this.in = in;
    }

    Received read() throws IOException {
        int first = in.read();
        if (first < 0) {
            return new End(false);
        }
        try {
            return rest(first);
        } catch (EOFException cut) {
            throw new AssertionError("the stream ended inside a frame", cut);
        }
    }

    private Frame rest(int first) throws IOException {
        int second = in.readUnsignedByte();
        if ((second & 0x80) != 0) {
            throw new AssertionError("the server masked a frame");
        }
        byte[] payload = new byte[length(second)];
        in.readFully(payload);
        return new Frame((first & 0x80) != 0, first >> 4 & 7, first & 0xf, payload);
    }

    private int length(int second) throws IOException {
        long length = switch (second) {
            case 126 -> atLeast(126, in.readUnsignedShort());
            case 127 -> atLeast(65536, in.readLong());
            default -> second;
        };
        if (length > LARGEST) {
            throw new AssertionError("the server announced a frame of " + length + " bytes");
        }
        return (int) length;
    }

    private static long atLeast(long least, long length) {
        if (length < least) {
            throw new AssertionError("the server wrote length " + length + " in a longer form than needed");
        }
        return length;
    }
}
