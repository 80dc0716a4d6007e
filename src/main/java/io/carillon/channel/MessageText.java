package io.carillon.channel;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The layout of a channel message as every subscriber gets it:
 * {@code {"type":"message","channel":C,"data":D,"from":F,"timestamp":T}}, in this order, without white space around the
 * names. It is written once by the node that publishes, and a node that hears it from the broker knows it by its
 * beginning. A channel name needs no escaping in JSON.
 */
public final class MessageText {
    private static final byte[] BEGIN = ascii("{\"type\":\"message\",\"channel\":\"");
    private static final byte[] DATA = ascii("\",\"data\":");
    private static final byte[] FROM = ascii(",\"from\":");
    private static final byte[] TIMESTAMP = ascii(",\"timestamp\":");
    private static final byte[] OFFSET = ascii(",\"offset\":");
    private static final byte[] NO_BYTES = {};

    /**
     * Writes a message; the result is the only array that is made.
     *
     * @param source holds the JSON value to be sent, which is copied byte for byte and not checked again
     * @param fromJson the publisher as a quoted JSON string, or null when nobody is named
     * @param timestamp epoch milliseconds, not negative
     */
    public static byte[] encode(
            ChannelName channel, byte[] source, int dataOffset, int dataLength, byte[] fromJson, long timestamp) {
        byte[] from = fromJson == null ? NO_BYTES : FROM;
        byte[] name = fromJson == null ? NO_BYTES : fromJson;
        int digits = digits(timestamp);
        int length = BEGIN.length + channel.value().length() + DATA.length + dataLength;
        byte[] text = new byte[length + from.length + name.length + TIMESTAMP.length + digits + 1];
        int at = put(text, 0, BEGIN);
        at = put(text, at, channel);
        at = put(text, at, DATA);
        System.arraycopy(source, dataOffset, text, at, dataLength);
        at = put(text, at + dataLength, from);
        at = put(text, at, name);
        at = put(text, at, TIMESTAMP);
        putNumber(text, at + digits, timestamp);
        text[text.length - 1] = '}';
        return text;
    }

    /**
     * Adds the offset at the end of a message.
     *
     * @param text as {@link #encode} makes it
     * @param offset not negative
     */
    public static byte[] numbered(byte[] text, long offset) {
        int digits = digits(offset);
        int end = text.length - 1;
        byte[] numbered = Arrays.copyOf(text, end + OFFSET.length + digits + 1);
        put(numbered, end, OFFSET);
        putNumber(numbered, end + OFFSET.length + digits, offset);
        numbered[numbered.length - 1] = '}';
        return numbered;
    }

    /** Whether a text ends as {@link #numbered} makes it end. */
    public static boolean isNumbered(byte[] text, long offset) {
        byte[] end = ascii(",\"offset\":" + offset + "}");
        return text.length > end.length
                && Arrays.equals(text, text.length - end.length, text.length, end, 0, end.length);
    }

    /** Whether a text begins as every message of that channel does; what follows is not looked at. */
    public static boolean begins(ChannelName channel, byte[] text) {
        int name = channel.value().length();
        int data = BEGIN.length + name;
        return text.length > data + DATA.length
                && Arrays.equals(text, 0, BEGIN.length, BEGIN, 0, BEGIN.length)
                && isName(channel.value(), text, BEGIN.length)
                && Arrays.equals(text, data, data + DATA.length, DATA, 0, DATA.length);
    }

    private static boolean isName(String name, byte[] text, int offset) {
        for (int i = 0; i < name.length(); i++) {
            if (text[offset + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static int put(byte[] text, int at, byte[] part) {
        System.arraycopy(part, 0, text, at, part.length);
        return at + part.length;
    }

    private static int put(byte[] text, int at, ChannelName channel) {
        String name = channel.value();
        for (int i = 0; i < name.length(); i++) {
            text[at + i] = (byte) name.charAt(i);
        }
        return at + name.length();
    }

    private static int digits(long number) {
        int digits = 1;
        for (long rest = number / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private static void putNumber(byte[] text, int end, long number) {
        long rest = number;
        int at = end;
        do {
            text[--at] = (byte) ('0' + rest % 10);
            rest /= 10;
        } while (rest > 0);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private MessageText() {}
}
