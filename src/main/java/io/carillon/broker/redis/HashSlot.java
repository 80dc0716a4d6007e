package io.carillon.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The slot of a Redis Cluster that a name falls into, be it a key or a channel: CRC16 (XMODEM) of the name, or of what
 * stands between its first braces, modulo 16,384.
 */
final class HashSlot {
    static final int COUNT = 16_384;

    private static final int POLYNOMIAL = 0x1021;
    private static final int[] CRC = table();

    static int of(String name) {
        int open = name.indexOf('{');
        int close = open < 0 ? -1 : name.indexOf('}', open);
        String hashed = close > open + 1 ? name.substring(open + 1, close) : name;
        int crc = 0;
        for (byte each : hashed.getBytes(UTF_8)) {
            crc = crc << 8 & 0xffff ^ CRC[crc >> 8 ^ each & 0xff];
        }
        return crc % COUNT;
    }

    private static int[] table() {
        int[] table = new int[256];
        for (int i = 0; i < table.length; i++) {
            int crc = i << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ POLYNOMIAL;
            }
            table[i] = crc & 0xffff;
        }
        return table;
    }

    private HashSlot() {}
}
