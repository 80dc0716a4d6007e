package io.carillon.session;

import io.carillon.channel.ChannelName;
import io.carillon.config.NamespaceConfig;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The namespaces that there are. One per event loop. */
final class Namespaces {
    private final Map<String, Namespace> byName = new HashMap<>();

    Namespaces(Map<String, NamespaceConfig> options) {
        become(options);
    }

    /** From now on there are these. */
    void become(Map<String, NamespaceConfig> options) {
        byName.clear();
        options.forEach((name, each) -> byName.put(name, Namespace.of(each)));
    }

    /** @throws ProtocolException with {@link ErrorCode#UNKNOWN_NAMESPACE} for a channel of another one */
    Namespace of(ChannelName channel) {
        return find(channel).orElseThrow(() -> new ProtocolException(ErrorCode.UNKNOWN_NAMESPACE));
    }

    Optional<Namespace> find(ChannelName channel) {
        return Optional.ofNullable(byName.get(channel.namespace()));
    }
}
