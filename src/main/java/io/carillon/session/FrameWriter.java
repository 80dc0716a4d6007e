package io.carillon.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Writes frames of the server (RFC 6455 section 5.2): never masked, never fragmented, in direct memory. */
final class FrameWriter {
    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int MAX_HEADER = 10;

    private FrameWriter() {}

    static ByteBuf frame(ByteBufAllocator allocator, int opcode, byte[] payload, int length) {
        ByteBuf frame = allocator.directBuffer(MAX_HEADER + length);
        header(frame, FIN | opcode, length);
        return frame.writeBytes(payload, 0, length);
    }

    /** Room that a text message of this length takes at most. */
    static int room(int length) {
        return MAX_HEADER + length;
    }

    static void text(ByteBuf out, byte[] text) {
        header(out, FIN | FrameHeader.TEXT, text.length);
        out.writeBytes(text);
    }

    /** A text message that permessage-deflate has compressed (RFC 7692 section 6). */
    static void compressedText(ByteBuf out, byte[] compressed, int length) {
        header(out, FIN | RSV1 | FrameHeader.TEXT, length);
        out.writeBytes(compressed, 0, length);
    }

    private static void header(ByteBuf out, int first, int length) {
        out.writeByte(first);
        if (length < 126) {
            out.writeByte(length);
        } else if (length <= 0xFFFF) {
            out.writeByte(126).writeShort(length);
        } else {
            out.writeByte(127).writeLong(length);
        }
    }
}
