package io.carillon.session;

import io.carillon.protocol.CloseCode;

/** Makes messages of data frames: fragments joined, decompressed, text checked (RFC 6455 sections 5.4, 5.6 and 8.1). */
final class MessageReader {
    private final Loop loop;
    private final WebSocketHandler.Listener listener;
    private Fragments fragments;

    MessageReader(Loop loop, WebSocketHandler.Listener listener) {
        this.loop = loop;
        this.listener = listener;
    }

    /** Whether there are fragments of a message that is not whole yet. */
    boolean isUnderWay() {
        return fragments != null;
    }

    /** @param payload of the frame that {@code header} describes, unmasked */
    void read(FrameHeader header, byte[] payload) {
        boolean continues = header.opcode() == FrameHeader.CONTINUATION;
        if (continues != (fragments != null)) {
            throw new WebSocketFailure(CloseCode.PROTOCOL_ERROR, "fragments out of order");
        }
        if (!continues && header.fin()) {
            deliver(header.opcode(), header.compressed(), payload, header.length());
            return;
        }
        if (!continues) {
            fragments = new Fragments(header.opcode(), header.compressed(), loop.maxMessageSize());
        }
        fragments.append(payload, header.length());
        if (header.fin()) {
            Fragments whole = fragments;
            fragments = null;
            deliver(whole.opcode(), whole.compressed(), whole.bytes(), whole.length());
        }
    }

    private void deliver(int opcode, boolean compressed, byte[] message, int length) {
        if (compressed) {
            int inflated = loop.deflate().inflate(message, length);
            deliver(opcode, loop.deflate().bytes(), inflated);
        } else {
            deliver(opcode, message, length);
        }
    }

    private void deliver(int opcode, byte[] message, int length) {
        if (opcode == FrameHeader.BINARY) {
            listener.onBinary(message, length);
        } else if (Utf8.isValid(message, 0, length)) {
            listener.onText(message, length);
        } else {
            throw new WebSocketFailure(CloseCode.INVALID_PAYLOAD, "text is not UTF-8");
        }
    }
}
