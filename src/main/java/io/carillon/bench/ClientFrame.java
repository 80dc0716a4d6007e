package io.carillon.bench;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/** Writes frames as a client has to: final, masked, with the shortest length (RFC 6455 section 5). */
final class ClientFrame {
    static final int TEXT = 0x1;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    private static final int FIN = 0x80;
    private static final int MASKED = 0x80;
    private static final int MAX_HEADER = 14;
    private static final int SHORT = 126;
    private static final int LONG = 127;
    private static final int MAX_SHORT = 0xFFFF;

    private ClientFrame() {}

    /** @param mask any four bytes; a client is to choose them anew for each frame */
    static ByteBuf of(ByteBufAllocator allocator, int opcode, byte[] payload, int mask) {
        ByteBuf frame = allocator.directBuffer(MAX_HEADER + payload.length);
        write(frame, opcode, payload, mask);
        return frame;
    }

    static void write(ByteBuf to, int opcode, byte[] payload, int mask) {
        to.writeByte(FIN | opcode);
        if (payload.length < SHORT) {
            to.writeByte(MASKED | payload.length);
        } else if (payload.length <= MAX_SHORT) {
            to.writeByte(MASKED | SHORT).writeShort(payload.length);
        } else {
            to.writeByte(MASKED | LONG).writeLong(payload.length);
        }
        to.writeInt(mask);
        int start = to.writerIndex();
        to.writeBytes(payload);
        int whole = start + (payload.length & ~3);
        for (int i = start; i < whole; i += Integer.BYTES) {
            to.setInt(i, to.getInt(i) ^ mask);
        }
        for (int i = whole; i < to.writerIndex(); i++) {
            to.setByte(i, to.getByte(i) ^ mask >>> (24 - 8 * (i - whole)));
        }
    }
}
