package io.carillon.broker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.channel.ChannelName;
import io.carillon.channel.MessageText;
import io.carillon.channel.Retention;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Drafts for tests. */
public final class Drafts {
    public static final Retention KEPT = new Retention(10_000, Duration.ofMinutes(5));

    /** For a channel with a long history. */
    public static Draft kept(String channel, String data, long timestamp) {
        return of(channel, data, timestamp, Optional.empty(), Optional.of(KEPT));
    }

    public static Draft kept(String channel, String data, long timestamp, Retention retention) {
        return of(channel, data, timestamp, Optional.empty(), Optional.of(retention));
    }

    public static Draft keyed(String channel, String data, long timestamp, String key) {
        return of(channel, data, timestamp, Optional.of(key), Optional.of(KEPT));
    }

    /** With a key, for a channel without history. */
    public static Draft passing(String channel, String data, String key) {
        return of(channel, data, 1, Optional.of(key), Optional.empty());
    }

    /** For all but one of the subscribers of a channel with a long history. */
    public static Draft keptFromOne(String channel, String data, long timestamp, String exclude) {
        return from(exclude, kept(channel, data, timestamp));
    }

    /** The same for a channel without history. */
    public static Draft passingOne(String channel, String data, String exclude) {
        return from(exclude, of(channel, data, 1, Optional.empty(), Optional.empty()));
    }

    private static Draft from(String exclude, Draft all) {
        return new Draft(all.channel(), all.text(), all.timestamp(), all.key(), all.retention(), Optional.of(exclude));
    }

    /** So many for a channel with a long history, with timestamps that differ and now and then go back. */
    public static List<Draft> many(String channel, String sender, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> kept(channel, "\"" + sender + " " + i + "\"", 1_700_000_000_000L + i * 7L % 100))
                .toList();
    }

    private static Draft of(
            String channel, String data, long timestamp, Optional<String> key, Optional<Retention> retention) {
        ChannelName name = new ChannelName(channel);
        byte[] json = data.getBytes(UTF_8);
        byte[] text = MessageText.encode(name, json, 0, json.length, null, timestamp);
        return new Draft(name, text, timestamp, key, retention, Optional.empty());
    }

    private Drafts() {}
}
