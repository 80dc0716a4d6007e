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
 * @param namespaces those that there are when it is asked
 * @param leases gives names that nobody else gives, of 1 to 64 characters
 */
public record PresenceSettings(
        Duration grace, Supplier<Map<String, NamespaceConfig>> namespaces, Supplier<String> leases, Meters meters) {

    /** Whether there are channels whose members are kept at all. */
    boolean isOn() {
        return namespaces.get().values().stream().anyMatch(NamespaceConfig::tracksPresence);
    }

    /** Whether subscribers of the channel are told who joins and leaves. */
    boolean isAnnounced(ChannelName channel) {
        NamespaceConfig namespace = namespaces.get().get(channel.namespace());
        return namespace != null && namespace.joinLeave();
    }
}
