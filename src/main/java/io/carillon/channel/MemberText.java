package io.carillon.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * The layout of what subscribers hear of each other:
 * {@code {"type":"join","channel":C,"clientId":I,"user":U,"info":any}}, and the same with {@code leave}. It is the member's
 * own text with two names in front, so that a store can put it together as well.
 */
public final class MemberText {
    private static final String JOIN = "{\"type\":\"join\",\"channel\":\"";
    private static final String LEAVE = "{\"type\":\"leave\",\"channel\":\"";
    private static final String CLIENT = "\",\"clientId\":";

    private MemberText() {}

    public static byte[] join(ChannelName channel, Member member) {
        return encode(JOIN, channel, member);
    }

    public static byte[] leave(ChannelName channel, Member member) {
        return encode(LEAVE, channel, member);
    }

    private static byte[] encode(String begin, ChannelName channel, Member member) {
        return (begin + channel.value() + "\"," + member.text().substring(1)).getBytes(UTF_8);
    }

    /** Whether a text begins as every join or leave of that channel does; what follows is not looked at. */
    public static boolean begins(ChannelName channel, byte[] text) {
        return begins(text, JOIN + channel.value() + CLIENT) || begins(text, LEAVE + channel.value() + CLIENT);
    }

    private static boolean begins(byte[] text, String begin) {
        byte[] bytes = begin.getBytes(US_ASCII);
        return text.length > bytes.length && Arrays.equals(text, 0, bytes.length, bytes, 0, bytes.length);
    }
}
