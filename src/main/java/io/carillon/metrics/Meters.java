package io.carillon.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * What the node counts. Every verticle may call this from its own event loop; the counters are Micrometer's and made for
 * that. Names and meanings stand in METRICS.md, which a test compares with the registry.
 */
public final class Meters {
    private final MeterRegistry registry;
    private final Counter messagesReceived;
    private final Counter bytesReceived;
    private final Counter messagesSent;
    private final Counter bytesSent;
    private final Counter deliveries;
    private final Counter slowConsumers;
    private final Counter dropped;
    private final Counter internalErrors;

    public Meters(MeterRegistry registry) {
        this.registry = registry;
        messagesReceived = counter("carillon.messages.received", "Messages from clients");
        bytesReceived = counter("carillon.bytes.received", "Payload bytes of messages from clients");
        messagesSent = counter("carillon.messages.sent", "Messages to clients");
        bytesSent = counter("carillon.bytes.sent", "Payload bytes of messages to clients");
        deliveries = counter("carillon.deliveries", "Channel messages handed to one subscriber each");
        slowConsumers = counter("carillon.slow.consumers", "Connections closed because they read too slowly");
        dropped = counter("carillon.deliveries.dropped", "Channel messages not handed to a slow subscriber");
        internalErrors = counter("carillon.errors.internal", "Failures of the server's own making");
    }

    public MeterRegistry registry() {
        return registry;
    }

    public void received(int bytes) {
        messagesReceived.increment();
        bytesReceived.increment(bytes);
    }

    public void sent(long messages, long bytes) {
        messagesSent.increment(messages);
        bytesSent.increment(bytes);
    }

    public void delivered(long subscribers) {
        deliveries.increment(subscribers);
    }

    public void slowConsumer() {
        slowConsumers.increment();
    }

    public void dropped(int messages) {
        dropped.increment(messages);
    }

    public void internalError() {
        internalErrors.increment();
    }

    /** @param reason one of a fixed few words, such as {@code origin} or {@code token} */
    public void handshakeRefused(String reason) {
        registry.counter("carillon.handshakes.refused", "reason", reason).increment();
    }

    public void handshakeAccepted() {
        registry.counter("carillon.handshakes.accepted").increment();
    }

    /** @param code the WebSocket close code, or 1006 for a connection that was cut */
    public void closed(int code) {
        registry.counter("carillon.connections.closed", "code", Integer.toString(code))
                .increment();
    }

    /** A payload on the broker that is neither Carillon's nor the plain envelope. */
    public void foreignPayload() {
        registry.counter("carillon.broker.foreign").increment();
    }

    public void brokerReconnect() {
        registry.counter("carillon.broker.reconnects").increment();
    }

    public void verticleRestarted(String verticle) {
        registry.counter("carillon.verticle.restarts", "verticle", verticle).increment();
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
