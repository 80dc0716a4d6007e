package io.carillon.ops.api;

import io.carillon.channel.ChannelName;
import io.carillon.channel.Retention;
import io.carillon.config.NamespaceConfig;
import io.carillon.protocol.ErrorCode;
import io.carillon.protocol.ProtocolException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** What the configuration says about a channel, at the moment when it is asked. */
final class ChannelRules {
    private final Supplier<Map<String, NamespaceConfig>> namespaces;

    ChannelRules(Supplier<Map<String, NamespaceConfig>> namespaces) {
        this.namespaces = namespaces;
    }

    /** @throws ProtocolException with {@link ErrorCode#UNKNOWN_NAMESPACE} for a channel of a namespace that is not there */
    NamespaceConfig of(ChannelName channel) {
        NamespaceConfig options = namespaces.get().get(channel.namespace());
        if (options == null) {
            throw new ProtocolException(ErrorCode.UNKNOWN_NAMESPACE);
        }
        return options;
    }

    /**
     * How much of its history is kept; empty when it has none.
     *
     * @throws ProtocolException as {@link #of} does
     */
    Optional<Retention> retention(ChannelName channel) {
        NamespaceConfig options = of(channel);
        return options.keepsHistory()
                ? Optional.of(new Retention(options.historySize(), options.historyTtl()))
                : Optional.empty();
    }

    /** @throws ProtocolException as {@link #of} does, and with {@link ErrorCode#NOT_FOUND} when it has no history */
    void checkHistory(ChannelName channel) {
        if (retention(channel).isEmpty()) {
            throw new ProtocolException(ErrorCode.NOT_FOUND, "The channel has no history");
        }
    }
}
