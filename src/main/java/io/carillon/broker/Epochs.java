package io.carillon.broker;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Names for histories that begin: an offset means something within its epoch only. */
public final class Epochs {
    /** 16 hexadecimal digits at random: two histories of one channel have the same name once in 2^64 times. */
    public static String next() {
        return HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
    }

    private Epochs() {}
}
