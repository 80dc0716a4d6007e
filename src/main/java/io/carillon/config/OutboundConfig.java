package io.carillon.config;

import java.net.URI;
import java.util.List;

/**
 * Whom the node may send requests of its own to.
 *
 * @param allowedHosts host names and addresses; empty: all that the configuration names
 */
public record OutboundConfig(List<String> allowedHosts) {
    static OutboundConfig from(Section in) {
        return new OutboundConfig(in.list("allowedHosts", Network.HOST));
    }

    boolean allows(URI url) {
        String host = HostName.of(url).orElseThrow();
        return allowedHosts.isEmpty() || allowedHosts.stream().anyMatch(host::equalsIgnoreCase);
    }
}
