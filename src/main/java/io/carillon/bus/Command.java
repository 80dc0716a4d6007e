package io.carillon.bus;

import io.carillon.channel.ChannelName;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Tells a hub to do something to connections.
 *
 * @param except the client id of one that is left out
 */
public record Command(Selection to, Optional<String> except, Action action) {
    /** What is to be done to each of them. */
    public sealed interface Action {}

    /**
     * Close it.
     *
     * @param code 1000, or 3000 to 4999
     * @param reason at most 123 bytes in UTF-8 (RFC 6455 section 5.5)
     */
    public record Disconnect(int code, String reason) implements Action {
        private static final int MAX_REASON = 123;

        /** @throws IllegalArgumentException when the code or the reason is not one that may be sent */
        public Disconnect {
            if (code != 1000 && (code < 3000 || code > 4999)) {
                throw new IllegalArgumentException("The code must be 1000, or 3000 to 4999");
            }
            if (reason.getBytes(StandardCharsets.UTF_8).length > MAX_REASON) {
                throw new IllegalArgumentException("The reason must have at most 123 bytes");
            }
        }
    }

    /** @param frame the finished JSON text in UTF-8, not to be changed */
    public record Send(byte[] frame) implements Action {}

    public record JoinGroup(String group) implements Action {}

    public record LeaveGroup(String group) implements Action {}

    /** @param json the value as JSON text */
    public record PutMetadata(String key, String json) implements Action {}

    public record RemoveMetadata(String key) implements Action {}

    /** Subscribes it, whatever its token grants; it is told with {@code subscribed}. */
    public record Subscribe(ChannelName channel) implements Action {}

    /** Ends its subscription; it is told with {@code unsubscribed}. */
    public record Unsubscribe(ChannelName channel) implements Action {}
}
