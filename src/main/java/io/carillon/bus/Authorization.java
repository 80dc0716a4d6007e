package io.carillon.bus;

import io.carillon.channel.ChannelName;
import java.util.List;
import java.util.Optional;

/**
 * Asks whether a client may do what its token and the namespace allow.
 *
 * @param operation {@code connect}, {@code subscribe} or {@code publish}
 * @param clientId nothing before there is a connection
 */
public record Authorization(
        String operation, Optional<String> clientId, String user, List<String> groups, Optional<ChannelName> channel) {}
