package io.carillon.bench;

import java.nio.charset.StandardCharsets;

/** The text that publishes a message. One for all messages of a run: only digits in it change. */
final class Message {
    private static final int WORD = 8;
    private static final String FILLING = "x";

    private final byte[] text;
    private final int channelAt;
    private final int stampAt;

    Message(Plan plan) {
        String channel = "{\"type\":\"publish\",\"channel\":\"" + plan.channelName(0);
        String data = "\",\"data\":\"";
        String stamp = plan.run() + FILLING.repeat(plan.size() - plan.run().length() - 2);
        text = (channel + data + stamp + "\"}").getBytes(StandardCharsets.US_ASCII);
        channelAt = channel.length() - WORD;
        stampAt = channel.length() + data.length();
    }

    /** @return the same array each time */
    byte[] text(int channel, int stream, int sequence, int number, long time) {
        Stamp.write(text, channelAt, channel);
        Stamp.write(text, stampAt, stream, sequence, number, time);
        return text;
    }
}
