package io.carillon.session;

import io.netty.buffer.ByteBuf;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Where the message that is being read is unmasked. One per event loop, so that reading a message costs no memory: what
 * is in it is only good until the next frame is read.
 */
final class Scratch {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int FIRST_SIZE = 4096;

    private byte[] bytes = new byte[FIRST_SIZE];

    /** Takes a masked payload from {@code in} and undoes the mask (RFC 6455 section 5.3). */
    byte[] unmask(ByteBuf in, int length, int mask) {
        if (length > bytes.length) {
            bytes = new byte[Math.max(length, 2 * bytes.length)];
        }
        in.readBytes(bytes, 0, length);
        unmask(bytes, length, mask);
        return bytes;
    }

    private static void unmask(byte[] bytes, int length, int mask) {
        long wide = ((long) mask << 32) | (mask & 0xFFFFFFFFL);
        int i = 0;
        for (; i + Long.BYTES <= length; i += Long.BYTES) {
            LONGS.set(bytes, i, (long) LONGS.get(bytes, i) ^ wide);
        }
        for (; i < length; i++) {
            bytes[i] ^= (byte) (mask >>> (24 - 8 * (i & 3)));
        }
    }
}
