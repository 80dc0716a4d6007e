package io.carillon.protocol;

import io.carillon.channel.Position;
import java.util.Optional;

/**
 * One request of a client, decoded but not judged.
 *
 * @param type what is asked for
 * @param id the request's {@code id} as it stood in the JSON text, to be repeated in the answer
 * @param channel the text given as {@code channel}, not yet known to be a channel name; null when absent
 * @param dataOffset where the JSON text of {@code data} begins in the message; -1 when absent
 * @param dataLength its length in bytes
 * @param token the text given as {@code token}; null when absent
 * @param key the text given as {@code key}; null when absent
 * @param since null when absent
 * @param limit 1 or more
 */
public record ClientFrame(
        Type type,
        Optional<String> id,
        String channel,
        int dataOffset,
        int dataLength,
        String token,
        String key,
        Position since,
        int limit,
        boolean reverse) {

    /** The requests there are, by their name on the wire. */
    public enum Type {
        SUBSCRIBE,
        UNSUBSCRIBE,
        PUBLISH,
        PRESENCE,
        PING,
        REFRESH,
        HISTORY,
        UNKNOWN;

        static Type of(String text) {
            return switch (text) {
                case "subscribe" -> SUBSCRIBE;
                case "unsubscribe" -> UNSUBSCRIBE;
                case "publish" -> PUBLISH;
                case "presence" -> PRESENCE;
                case "ping" -> PING;
                case "refresh" -> REFRESH;
                case "history" -> HISTORY;
                default -> UNKNOWN;
            };
        }
    }

    public boolean hasData() {
        return dataOffset >= 0;
    }
}
