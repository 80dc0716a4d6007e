package io.carillon.bus;

import io.carillon.channel.ChannelName;
import java.util.Optional;

/**
 * Tells a hub to do something to connections.
 *
 * @param except the client id of one that is left out
 */
public record Command(Selection to, Optional<String> except, Action action) {
    /** What is to be done to each of them. */
    public sealed interface Action {}

    /** Close it. */
    public record Disconnect(int code, String reason) implements Action {}

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
