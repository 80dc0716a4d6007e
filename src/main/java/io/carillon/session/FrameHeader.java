package io.carillon.session;

import io.carillon.protocol.CloseCode;
import io.netty.buffer.ByteBuf;

/**
 * Reads the header of one frame after the other (RFC 6455 section 5.2) and judges what can be judged without the
 * payload. One per connection; its fields describe the frame whose payload comes next.
 */
final class FrameHeader {
    static final int CONTINUATION = 0x0;
    static final int TEXT = 0x1;
    static final int BINARY = 0x2;
    static final int CLOSE = 0x8;
    static final int PING = 0x9;
    static final int PONG = 0xA;

    private static final int FIN = 0x80;
    private static final int RSV1 = 0x40;
    private static final int RSV2_AND_3 = 0x30;
    private static final int MASKED = 0x80;
    private static final int CONTROL = 0x8;
    private static final int MAX_CONTROL_PAYLOAD = 125;
    private static final int MASK_BYTES = 4;

    private final int maxPayload;
    private final boolean deflate;
    private boolean present;
    private int first;
    private int length;
    private int mask;

    /**
     * @param maxPayload bytes of one frame; a longer one fails with 1009 before any of it is read
     * @param deflate whether permessage-deflate was negotiated, so that RSV1 may be set
     */
    FrameHeader(int maxPayload, boolean deflate) {
        this.maxPayload = maxPayload;
        this.deflate = deflate;
    }

    /**
     * Reads the next header if all of it is there and the last payload has been taken.
     *
     * @return whether the fields describe a frame whose payload is wholly in {@code in}
     */
    boolean read(ByteBuf in) {
        if (!present) {
            present = readHeader(in);
        }
        return present && in.readableBytes() >= length;
    }

    /** The payload was taken; the next header may come. */
    void next() {
        present = false;
    }

    private boolean readHeader(ByteBuf in) {
        if (in.readableBytes() < 2) {
            return false;
        }
        int start = in.readerIndex();
        first = in.getUnsignedByte(start);
        int second = in.getUnsignedByte(start + 1);
        judge(second);
        int lengthBytes = lengthBytes(second & 0x7F);
        if (in.readableBytes() < 2 + lengthBytes) {
            return false;
        }
        length = judgeLength(payloadLength(in, start + 2, second & 0x7F), lengthBytes);
        if (in.readableBytes() < 2 + lengthBytes + MASK_BYTES) {
            return false;
        }
        mask = in.getInt(start + 2 + lengthBytes);
        in.skipBytes(2 + lengthBytes + MASK_BYTES);
        return true;
    }

    private void judge(int second) {
        if ((first & RSV2_AND_3) != 0 || (compressed() && !mayCompress())) {
            throw violation("reserved bits");
        }
        if (opcode() > PONG || (opcode() > BINARY && opcode() < CLOSE)) {
            throw violation("reserved opcode");
        }
        if ((second & MASKED) == 0) {
            throw violation("unmasked frame");
        }
        if (isControl() && (!fin() || (second & 0x7F) > MAX_CONTROL_PAYLOAD)) {
            throw violation("control frame fragmented or too long");
        }
    }

    private boolean mayCompress() {
        return deflate && (opcode() == TEXT || opcode() == BINARY);
    }

    private static int lengthBytes(int shortLength) {
        if (shortLength < 126) {
            return 0;
        }
        return shortLength == 126 ? Short.BYTES : Long.BYTES;
    }

    private static long payloadLength(ByteBuf in, int at, int shortLength) {
        return switch (shortLength) {
            case 126 -> in.getUnsignedShort(at);
            case 127 -> in.getLong(at);
            default -> shortLength;
        };
    }

    /** The shortest form is required, and the highest bit of a long length must not be set. */
    private int judgeLength(long payload, int lengthBytes) {
        boolean minimal = lengthBytes == 0 || (lengthBytes == Short.BYTES ? payload > 125 : payload > 0xFFFF);
        if (payload < 0 || !minimal) {
            throw violation("payload length");
        }
        if (payload > maxPayload && !isControl()) {
            throw new WebSocketFailure(CloseCode.MESSAGE_TOO_BIG, "frame too big");
        }
        return (int) payload;
    }

    private static WebSocketFailure violation(String what) {
        return new WebSocketFailure(CloseCode.PROTOCOL_ERROR, what);
    }

    /** Whether there is a header whose payload has not come whole. */
    boolean isPresent() {
        return present;
    }

    boolean fin() {
        return (first & FIN) != 0;
    }

    /** RSV1 of the first frame of a message: the whole message is compressed (RFC 7692 section 6). */
    boolean compressed() {
        return (first & RSV1) != 0;
    }

    int opcode() {
        return first & 0xF;
    }

    boolean isControl() {
        return (first & CONTROL) != 0;
    }

    int length() {
        return length;
    }

    int mask() {
        return mask;
    }
}
