package io.carillon.session;

import io.carillon.protocol.CloseCode;
import java.nio.charset.StandardCharsets;

/** The payload of a close frame (RFC 6455 sections 5.5.1 and 7.4). */
final class CloseFrame {
    /** What is reported when a peer closed without a code; never sent. */
    static final int NO_STATUS = 1005;

    /** What is reported when a connection went without a close frame; never sent. */
    static final int ABNORMAL = 1006;

    private static final int CODE_BYTES = 2;
    private static final int MAX_REASON = 123;

    private CloseFrame() {}

    /** @param reason what is longer than 123 bytes in UTF-8 is cut, at the end of a character */
    static byte[] payload(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(text.length, MAX_REASON);
        while (length < text.length && isInside(text[length])) {
            length--;
        }
        byte[] payload = new byte[CODE_BYTES + length];
        payload[0] = (byte) (code >> 8);
        payload[1] = (byte) code;
        System.arraycopy(text, 0, payload, CODE_BYTES, length);
        return payload;
    }

    /** Whether a byte of UTF-8 is not the first of its character. */
    private static boolean isInside(byte next) {
        return (next & 0xC0) == 0x80;
    }

    /** The code that a peer sent; fails when the payload is not one that a peer may send. */
    static int code(byte[] payload, int length) {
        if (length == 0) {
            return NO_STATUS;
        }
        if (length < CODE_BYTES) {
            throw new WebSocketFailure(CloseCode.PROTOCOL_ERROR, "close frame of one byte");
        }
        int code = (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
        if (!mayBeSent(code)) {
            throw new WebSocketFailure(CloseCode.PROTOCOL_ERROR, "close code");
        }
        if (!Utf8.isValid(payload, CODE_BYTES, length - CODE_BYTES)) {
            throw new WebSocketFailure(CloseCode.INVALID_PAYLOAD, "close reason");
        }
        return code;
    }

    /** 1012 to 1014 are not in the RFC but in IANA's registry that it founded. */
    private static boolean mayBeSent(int code) {
        return (code >= 1000 && code <= 1014 && (code < 1004 || code > 1006)) || (code >= 3000 && code <= 4999);
    }
}
