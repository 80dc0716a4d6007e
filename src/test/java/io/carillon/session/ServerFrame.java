package io.carillon.session;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A frame as a client reads it. */
record ServerFrame(int opcode, boolean fin, boolean compressed, byte[] payload) {
    /** Takes the whole frames; the part of one stays. */
    static List<ServerFrame> readAll(ByteBuf bytes) {
        List<ServerFrame> frames = new ArrayList<>();
        for (ServerFrame frame = read(bytes); frame != null; frame = read(bytes)) {
            frames.add(frame);
        }
        return frames;
    }

    private static ServerFrame read(ByteBuf bytes) {
        bytes.markReaderIndex();
        if (bytes.readableBytes() < 2) {
            return null;
        }
        int first = bytes.readUnsignedByte();
        int length = bytes.readUnsignedByte();
        int more = length < 126 ? 0 : length == 126 ? 2 : 8;
        if (bytes.readableBytes() >= more) {
            length = more == 0 ? length : more == 2 ? bytes.readUnsignedShort() : (int) bytes.readLong();
            if (bytes.readableBytes() >= length) {
                byte[] payload = new byte[length];
                bytes.readBytes(payload);
                return new ServerFrame(first & 0xF, (first & 0x80) != 0, (first & 0x40) != 0, payload);
            }
        }
        bytes.resetReaderIndex();
        return null;
    }

    String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** Of a close frame; 0 when it has none. */
    int closeCode() {
        return payload.length < 2 ? 0 : (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
    }
}
