package io.carillon.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * One WebSocket frame (RFC 6455 section 5.2), lawful or not.
 *
 * @param rsv the three reserved bits as a number: RSV1 is 4, RSV2 is 2, RSV3 is 1
 */
public record Frame(boolean fin, int rsv, int opcode, byte[] payload) implements Received {
    public static final int CONTINUATION = 0x0;
    public static final int TEXT = 0x1;
    public static final int BINARY = 0x2;
    public static final int CLOSE = 0x8;
    public static final int PING = 0x9;
    public static final int PONG = 0xA;

    private static final byte[] MASK = {0x37, (byte) 0xfa, 0x21, 0x3d};

    /** How the payload length is written. */
    public enum LengthForm {
        BITS_7,
        BITS_16,
        BITS_64
    }

    public static Frame of(int opcode, byte[] payload) {
        return new Frame(true, 0, opcode, payload);
    }

    public static Frame of(int opcode, String payload) {
        return of(opcode, payload.getBytes(StandardCharsets.UTF_8));
    }

    public static Frame text(String text) {
        return of(TEXT, text);
    }

    /** A close frame with a code and a reason. */
    public static Frame close(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        return of(
                CLOSE,
                ByteBuffer.allocate(2 + text.length)
                        .putShort((short) code)
                        .put(text)
                        .array());
    }

    /** The same frame as a part of a message that goes on. */
    public Frame unfinished() {
        return new Frame(false, rsv, opcode, payload);
    }

    public Frame withRsv(int bits) {
        return new Frame(fin, bits, opcode, payload);
    }

    public String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    /** The code of a close frame; 1005 when it carries none. */
    public int closeCode() {
        return payload.length < 2 ? 1005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
    }

    public String closeReason() {
        return payload.length <= 2 ? "" : new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }

    /** As a lawful client writes it: masked, with the shortest length. */
    public byte[] bytes() {
        return bytes(shortest(payload.length), payload.length, MASK);
    }

    public byte[] maskedWith(byte[] mask) {
        return bytes(shortest(payload.length), payload.length, mask);
    }

    public byte[] unmasked() {
        return bytes(shortest(payload.length), payload.length, null);
    }

    /** Masked, with any length in any form, whatever the payload's real length is. */
    public byte[] declaring(LengthForm form, long length) {
        return bytes(form, length, MASK);
    }

    static LengthForm shortest(long length) {
        if (length < 126) {
            return LengthForm.BITS_7;
        }
        return length < 65536 ? LengthForm.BITS_16 : LengthForm.BITS_64;
    }

    private byte[] bytes(LengthForm form, long length, byte[] mask) {
        ByteBuffer head = ByteBuffer.allocate(14);
        head.put((byte) ((fin ? 0x80 : 0) | rsv << 4 | opcode));
        int masked = mask == null ? 0 : 0x80;
        switch (form) {
            case BITS_7 -> head.put((byte) (masked | length));
            case BITS_16 -> head.put((byte) (masked | 126)).putShort((short) length);
            case BITS_64 -> head.put((byte) (masked | 127)).putLong(length);
        }
        if (mask != null) {
            head.put(mask);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(head.position() + payload.length);
        bytes.write(head.array(), 0, head.position());
        for (int i = 0; i < payload.length; i++) {
            bytes.write(mask == null ? payload[i] : payload[i] ^ mask[i & 3]);
        }
        return bytes.toByteArray();
    }
}
