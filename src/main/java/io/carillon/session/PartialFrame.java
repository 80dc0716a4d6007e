package io.carillon.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;

/**
 * What has come and was not read: the part of a frame that is not whole yet, and frames that came before reading was
 * paused. It is kept in a buffer of its own size, since the one that was read into is far larger, and grows by doubling,
 * so that a frame that comes a byte at a time costs no more than its length.
 */
final class PartialFrame {
    private ByteBuf held;

    /** What was kept, with these bytes behind it; to be given to {@link #keepRest} when what is whole was read. */
    ByteBuf join(ByteBuf bytes) {
        if (held == null) {
            return bytes;
        }
        held.writeBytes(bytes);
        bytes.release();
        return held;
    }

    /** Keeps what was not read; the buffer is not the caller's any more. */
    void keepRest(ByteBuf in, ByteBufAllocator allocator) {
        if (in == held && in.isReadable() && (in.readerIndex() == 0 || in.readableBytes() > in.capacity() / 4)) {
            in.discardSomeReadBytes();
            return;
        }
        held = in.isReadable() ? allocator.buffer(in.readableBytes()).writeBytes(in) : null;
        in.release();
    }

    /** What is kept; null for nothing. */
    ByteBuf held() {
        return held;
    }

    void release() {
        if (held != null) {
            held.release();
            held = null;
        }
    }
}
