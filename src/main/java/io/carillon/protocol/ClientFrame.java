package io.carillon.protocol;

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
 */
public record ClientFrame(
        Type type, Optional<String> id, String channel, int dataOffset, int dataLength, String token) {

    /** The requests there are, by their name on the wire. */
    public enum Type {
        SUBSCRIBE,
        UNSUBSCRIBE,
        PUBLISH,
        PING,
        REFRESH,
        UNKNOWN;

        static Type of(String text) {
            return switch (text) {
                case "subscribe" -> SUBSCRIBE;
                case "unsubscribe" -> UNSUBSCRIBE;
                case "publish" -> PUBLISH;
                case "ping" -> PING;
                case "refresh" -> REFRESH;
                default -> UNKNOWN;
            };
        }
    }

    public boolean hasData() {
        return dataOffset >= 0;
    }
}
