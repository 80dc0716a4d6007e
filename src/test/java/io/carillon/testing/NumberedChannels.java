package io.carillon.testing;

import io.carillon.wire.Bytes;
import io.carillon.wire.Frame;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/**
 * Channels whose messages carry numbers from 0 on, at a place that is found without parsing: {@code ["xxx",1nnnnnnnn]}.
 *
 * @param prefix the channels' names are this and a digit
 * @param count of the channels, at most ten
 * @param load characters with which each message is filled up, at most 8,000
 */
public record NumberedChannels(String prefix, int count, int load) {
    private static final String BEGIN = "{\"type\":\"message\",\"channel\":\"";
    private static final String DATA = "\",\"data\":[\"";
    private static final int ZERO = 100_000_000;
    private static final int DIGITS = 9;

    /** It leaves the text as it is. */
    private static final byte[] EMPTY_MASK = new byte[4];

    public String name(int channel) {
        return prefix + channel;
    }

    /** Frames of a client that subscribes to all of them. */
    byte[] subscriptions() {
        return Bytes.of(IntStream.range(0, count)
                .mapToObj(i -> Frame.text("{\"type\":\"subscribe\",\"channel\":\"" + name(i) + "\"}"))
                .toArray(Frame[]::new));
    }

    /** The frame of a client that publishes message 0 of a channel. */
    byte[] publication(int channel) {
        String data = DATA + "x".repeat(load) + "\"," + ZERO + "]}";
        return Frame.text("{\"type\":\"publish\",\"channel\":\"" + name(channel) + data)
                .maskedWith(EMPTY_MASK);
    }

    /** Makes another message of such a frame. */
    static void renumber(byte[] publication, int number) {
        int end = publication.length - "]}".length();
        int rest = ZERO + number;
        for (int i = end - 1; i >= end - DIGITS; i--) {
            publication[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** Whether the text that begins there is a message of one of them. */
    public static boolean isMessage(ByteBuffer bytes, int at) {
        return bytes.get(at + 9) == 'm' && bytes.get(at + 10) == 'e';
    }

    int channelOf(ByteBuffer bytes, int at) {
        return bytes.get(at + BEGIN.length() + prefix.length()) - '0';
    }

    /** The number of the message whose text begins there. */
    public int numberOf(ByteBuffer bytes, int at) {
        int begin = at + BEGIN.length() + prefix.length() + 1 + DATA.length() + load + "\",".length();
        int number = 0;
        for (int i = begin; i < begin + DIGITS; i++) {
            number = 10 * number + bytes.get(i) - '0';
        }
        return number - ZERO;
    }
}
