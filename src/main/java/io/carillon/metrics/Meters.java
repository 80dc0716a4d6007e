package io.carillon.metrics;

import io.carillon.bus.SweepReport;
import io.carillon.channel.Discontinuity;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What the node counts. Every verticle may call this from its own event loop; the counters are Micrometer's and made for
 * that. What is called per message holds its counter and neither allocates nor looks anything up. Names and meanings
 * stand in METRICS.md, which a test compares with the registry.
 */
public final class Meters {
    /** Clients may close with any of 4,000 codes; each of ours has its own series, the rest share one. */
    private static final Set<Integer> COUNTED_CODES =
            Set.of(1000, 1001, 1002, 1003, 1006, 1007, 1009, 1011, 3005, 3008, 3011, 3500, 3501, 3503, 3504);

    private final MeterRegistry registry;
    private final Counter messagesReceived;
    private final Counter bytesReceived;
    private final Counter messagesSent;
    private final Counter bytesSent;
    private final Counter deliveries;
    private final Counter slowConsumers;
    private final Counter dropped;
    private final Counter internalErrors;
    private final Counter handshakesAccepted;
    private final Counter foreignPayloads;
    private final Counter brokerReconnects;
    private final Counter historyReads;
    private final Counter membersSwept;
    private final Counter leasesReplaced;
    private final Counter pinged;
    private final Counter terminated;

    private volatile Population population = Population.EMPTY;
    private volatile boolean brokerUp;
    private volatile Supplier<Number> clusterMembers = () -> 1;

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
        handshakesAccepted = counter("carillon.handshakes.accepted", "WebSocket handshakes accepted");
        foreignPayloads = counter("carillon.broker.foreign", "Payloads on the broker that nobody understands");
        brokerReconnects = counter(
                "carillon.broker.reconnects",
                "Connections to the broker that were lost or not had; each is tried again");
        historyReads = counter("carillon.history.reads", "Pages of histories that the node has read from the broker");
        membersSwept = counter(
                "carillon.presence.swept",
                "Members removed that another node, or an earlier life of this one, left behind");
        leasesReplaced = counter(
                "carillon.presence.leases.replaced", "Times this node has put its members into the store again");
        pinged = counter("carillon.heartbeat.pinged", "Pings sent to connections");
        terminated = counter(
                "carillon.heartbeat.terminated",
                "Connections cut because they were silent, or too slow with a message");
        registerGauges();
    }

    private void registerGauges() {
        gauge("carillon.connections", "Open connections", () -> population.connections());
        gauge("carillon.channels", "Distinct channels with a subscriber on this node", () -> population.channels());
        gauge("carillon.subscriptions", "Pairs of a connection and its channel", () -> population.subscriptions());
        gauge("carillon.cluster.members", "Nodes in the cluster, as this one sees it", () -> clusterMembers.get());
        gauge("carillon.broker.up", "1 while the broker is there, else 0", () -> brokerUp ? 1 : 0);
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
        count("carillon.handshakes.refused", "WebSocket handshakes refused", "reason", reason);
    }

    /** @param reason {@code missing}, {@code wrong} or {@code slowed} */
    public void apiKeyRefused(String reason) {
        count("carillon.api.keys.refused", "API calls refused for their key", "reason", reason);
    }

    public void handshakeAccepted() {
        handshakesAccepted.increment();
    }

    /** @param code the WebSocket close code, or 1006 for a connection that was cut */
    public void closed(int code) {
        String label = COUNTED_CODES.contains(code) ? Integer.toString(code) : "other";
        count("carillon.connections.closed", "Connections closed", "code", label);
    }

    /** A payload on the broker that is neither Carillon's nor the plain envelope. */
    public void foreignPayload() {
        foreignPayloads.increment();
    }

    public void brokerReconnect() {
        brokerReconnects.increment();
    }

    public void historyRead() {
        historyReads.increment();
    }

    /** Continuity was lost for all subscribers of a channel on this node. */
    public void historyReset(Discontinuity reason) {
        count("carillon.history.resets", "Channels whose subscribers were told of a break", "reason", reason.text());
    }

    /** Members were removed that a node had left behind. */
    public void membersSwept(long members) {
        membersSwept.increment(members);
    }

    /** The store may not have what it had confirmed; all members are written again. */
    public void leaseReplaced() {
        leasesReplaced.increment();
    }

    /** @param outcome {@code applied} or {@code refused} */
    public void reloaded(String outcome) {
        count("carillon.config.reloads", "Readings of the configuration while the node ran", "outcome", outcome);
    }

    public void verticleRestarted(String verticle) {
        count("carillon.verticle.restarts", "Verticles deployed again after a failure", "verticle", verticle);
    }

    /** What a hub did on one pulse. */
    public void swept(SweepReport report) {
        pinged.increment(report.pinged());
        terminated.increment(report.terminated());
    }

    /** @param members asked at each scrape; until this is called, the node counts itself alone */
    public void clusterMembers(Supplier<Number> members) {
        clusterMembers = members;
    }

    void population(Population counted) {
        population = counted;
    }

    void brokerUp(boolean up) {
        brokerUp = up;
    }

    /** How long a question to a hub took there and back over the bus. */
    void busLag(int hub, long nanos) {
        lag("carillon.bus.lag", "A question to a hub and its answer", "hub", hub, nanos);
    }

    /** How long a task waited in an event loop before it ran. */
    void eventLoopLag(int loop, long nanos) {
        lag("carillon.event.loop.lag", "Wait of a task in an event loop", "loop", loop, nanos);
    }

    private void lag(String name, String description, String label, int number, long nanos) {
        Timer.builder(name)
                .description(description)
                .tag(label, Integer.toString(number))
                .register(registry)
                .record(nanos, TimeUnit.NANOSECONDS);
    }

    private void count(String name, String description, String label, String value) {
        Counter.builder(name)
                .description(description)
                .tag(label, value)
                .register(registry)
                .increment();
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }

    private void gauge(String name, String description, Supplier<Number> value) {
        Gauge.builder(name, value).description(description).register(registry);
    }
}
