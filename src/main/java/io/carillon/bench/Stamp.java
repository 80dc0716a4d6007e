package io.carillon.bench;

import io.netty.buffer.ByteBuf;

/**
 * What every published message carries: a JSON string that begins with run, stream, sequence, number and time, each in
 * eight hexadecimal digits or, the time, sixteen. Fixed widths let a reader take eight bytes at once.
 */
final class Stamp {
    /** Bytes of the digits. */
    static final int DIGITS = 48;

    /** The digits and two quotes. */
    static final int MIN_SIZE = DIGITS + 2;

    /** Number of a message that is not measured. */
    static final int UNMEASURED = -1;

    private static final int WORD = 8;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private Stamp() {}

    /** Writes the digits behind the run's eight, which do not change. */
    static void write(byte[] to, int at, int stream, int sequence, int number, long time) {
        write(to, at + WORD, stream);
        write(to, at + 2 * WORD, sequence);
        write(to, at + 3 * WORD, number);
        write(to, at + 4 * WORD, (int) (time >>> 32));
        write(to, at + 5 * WORD, (int) time);
    }

    /** Writes eight hexadecimal digits. */
    static void write(byte[] to, int at, int value) {
        for (int i = 0; i < WORD; i++) {
            to[at + i] = HEX[value >>> (28 - 4 * i) & 0xF];
        }
    }

    static int stream(ByteBuf in, int at) {
        return read(in, at + WORD);
    }

    static int sequence(ByteBuf in, int at) {
        return read(in, at + 2 * WORD);
    }

    static int number(ByteBuf in, int at) {
        return read(in, at + 3 * WORD);
    }

    static long time(ByteBuf in, int at) {
        return (long) read(in, at + 4 * WORD) << 32 | read(in, at + 5 * WORD) & 0xFFFF_FFFFL;
    }

    /** Eight digits in one step: each byte becomes its nibble, then neighbours are joined three times. */
    static int read(ByteBuf in, int at) {
        long digits = in.getLong(at);
        long nibbles = (digits & 0x0F0F0F0F0F0F0F0FL) + 9 * (digits >>> 6 & 0x0101010101010101L);
        long bytes = (nibbles | nibbles >>> 4) & 0x00FF00FF00FF00FFL;
        long shorts = (bytes | bytes >>> 8) & 0x0000FFFF0000FFFFL;
        return (int) (shorts | shorts >>> 16);
    }
}
