package io.carillon.channel;

import static java.nio.charset.StandardCharsets.US_ASCII;

/** The text by which every subscriber of a channel is told that continuity was lost. Nothing in it needs escaping. */
public final class ResetText {
    /** @param position where it begins anew; null for a channel without history */
    public static byte[] encode(ChannelName channel, Discontinuity reason, Position position) {
        String head =
                "{\"type\":\"reset\",\"channel\":\"" + channel.value() + "\",\"reason\":\"" + reason.text() + "\"";
        String where = position == null
                ? ""
                : ",\"epoch\":\"" + position.epoch() + "\",\"offset\":" + position.offset() + ",\"timestamp\":"
                        + position.timestamp();
        return (head + where + "}").getBytes(US_ASCII);
    }

    private ResetText() {}
}
