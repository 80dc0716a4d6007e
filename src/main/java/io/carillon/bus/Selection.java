package io.carillon.bus;

import io.carillon.channel.ChannelName;
import java.util.Optional;

/** Which connections are meant: those that fit all that is named. One that names nothing means all of them. */
public record Selection(
        Optional<String> clientId, Optional<String> userId, Optional<String> group, Optional<ChannelName> channel) {
    public static final Selection ALL =
            new Selection(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public static Selection ofClient(String clientId) {
        return new Selection(Optional.of(clientId), Optional.empty(), Optional.empty(), Optional.empty());
    }

    public static Selection ofUser(String userId) {
        return new Selection(Optional.empty(), Optional.of(userId), Optional.empty(), Optional.empty());
    }

    public static Selection ofGroup(String group) {
        return new Selection(Optional.empty(), Optional.empty(), Optional.of(group), Optional.empty());
    }
}
