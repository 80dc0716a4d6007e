package io.carillon.session;

import io.carillon.channel.ChannelName;
import io.carillon.config.NamespaceConfig;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import java.util.HashMap;
import java.util.Map;

/** The namespaces that there are. */
final class Namespaces {
    private final Map<String, Namespace> byName = new HashMap<>();

    Namespaces(Map<String, NamespaceConfig> options) {
        options.forEach((name, each) -> byName.put(name, Namespace.of(each)));
    }

    /** @throws ProtocolException with {@link ErrorCode#UNKNOWN_NAMESPACE} for a channel of another one */
    Namespace of(ChannelName channel) {
        Namespace namespace = byName.get(channel.namespace());
        if (namespace == null) {
            throw new ProtocolException(ErrorCode.UNKNOWN_NAMESPACE);
        }
        return namespace;
    }
}
