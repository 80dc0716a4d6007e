package io.carillon.broker;

import io.carillon.channel.ChannelName;
import io.carillon.config.NamespaceConfig;
import io.carillon.metrics.Meters;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What presence is built with.
 *
 * @param grace how long a member stays whose connection has ended
 * @param leases gives names that nobody else gives, of 1 to 64 characters
 */
public record PresenceSettings(
        Duration grace, Map<String, NamespaceConfig> namespaces, Supplier<String> leases, Meters meters) {

    /** Whether there are channels whose members are kept at all. */
    boolean isOn() {
        return namespaces.values().stream().anyMatch(NamespaceConfig::tracksPresence);
    }

    /** Whether subscribers of the channel are told who joins and leaves. */
    boolean isAnnounced(ChannelName channel) {
        NamespaceConfig namespace = namespaces.get(channel.namespace());
        return namespace != null && namespace.joinLeave();
    }
}
