package io.carillon.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Frames as a client sends them. */
final class ClientFrames {
    static final int FIN = 0x80;

    private ClientFrames() {}

    static ByteBuf text(String text) {
        return frame(FIN | FrameHeader.TEXT, text.getBytes(StandardCharsets.UTF_8), 0x1234_5678);
    }

    static ByteBuf frame(int first, byte[] payload, int mask) {
        ByteBuf frame = header(first, payload.length, mask);
        for (int i = 0; i < payload.length; i++) {
            frame.writeByte(payload[i] ^ (mask >>> (24 - 8 * (i % 4))));
        }
        return frame;
    }

    /** A header alone, with the shortest form of the length. */
    static ByteBuf header(int first, long length, int mask) {
        ByteBuf frame = Unpooled.buffer().writeByte(first);
        if (length < 126) {
            frame.writeByte(0x80 | (int) length);
        } else if (length <= 0xFFFF) {
            frame.writeByte(0x80 | 126).writeShort((int) length);
        } else {
            frame.writeByte(0x80 | 127).writeLong(length);
        }
        return frame.writeInt(mask);
    }
}
