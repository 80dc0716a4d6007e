package io.carillon.ops.api;

import io.carillon.broker.BrokerDriver;
import io.carillon.config.NamespaceConfig;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * What the calls about the messages of channels are built with.
 *
 * @param namespaces those that there are when it is asked
 * @param maxMessageSize bytes of a message's data
 * @param jsonDepth levels of nesting of a body with a message, when it is asked
 */
public record MessageSettings(
        BrokerDriver driver,
        Supplier<Map<String, NamespaceConfig>> namespaces,
        int maxMessageSize,
        IntSupplier jsonDepth) {
    private static final int SURROUNDINGS = 64 << 10;

    /** Bytes that a body may need in which one message is. */
    public int maxBody() {
        return maxMessageSize + SURROUNDINGS;
    }
}
