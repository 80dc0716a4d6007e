package io.carillon.broker.redis;

import io.carillon.broker.Broker;
import io.carillon.broker.BrokerDriver;
import io.carillon.broker.EventStore;
import io.carillon.broker.Feed;
import io.carillon.broker.ForeignPayloads;
import io.carillon.broker.PresenceStore;
import io.carillon.broker.RevocationStore;
import io.carillon.config.RedisConfig;
import io.carillon.metrics.Meters;
import io.vertx.core.Context;
import java.util.List;
import java.util.function.DoubleSupplier;

/** The broker that nodes share: channel C is the Redis channel {@code <prefix>C}. */
public final class RedisDriver implements BrokerDriver {
    private final RedisConfig config;
    private final String cluster;
    private final RedisStatus status;
    private final RedisEndpoints endpoints;
    private final Meters meters;
    private final DoubleSupplier jitter;
    private final int maxPayloadBytes;

    /**
     * @param cluster names the nodes that are meant to share channels
     * @param jitter gives numbers from 0 to 1, on any event loop
     * @param maxPayloadBytes a longer payload on Redis is dropped
     */
    public RedisDriver(RedisConfig config, String cluster, Meters meters, DoubleSupplier jitter, int maxPayloadBytes) {
        this.config = config;
        this.cluster = cluster;
        this.status = new RedisStatus(System::nanoTime);
        this.endpoints = new RedisEndpoints(config, status);
        this.meters = meters;
        this.jitter = jitter;
        this.maxPayloadBytes = maxPayloadBytes;
    }

    @Override
    public Broker openBroker(Context context) {
        return new RedisBroker(
                openLanes(context), openLanes(context), config.keyPrefix(), new Payloads(maxPayloadBytes));
    }

    private RedisLanes openLanes(Context context) {
        RedisLanes lanes = new RedisLanes(
                context.owner(), table(), node -> new RedisLane(context, config, endpoints.of(node), meters, jitter));
        if (isCluster()) {
            lanes.follow(new Topology(context.owner(), endpoints, jitter, lanes));
        }
        return lanes;
    }

    @Override
    public Feed openFeed(Context context, Feed.Listener listener) {
        RedisFeed feed = new RedisFeed(
                context,
                listener,
                config.keyPrefix(),
                new Payloads(maxPayloadBytes),
                new ForeignPayloads(meters),
                table(),
                (node, outlet) -> new FeedShard(
                        node, config.keyPrefix(), outlet, context.owner(), endpoints.of(node), meters, jitter));
        if (isCluster()) {
            feed.follow(new Topology(context.owner(), endpoints, jitter, feed));
        }
        return feed;
    }

    private boolean isCluster() {
        return config.mode() == RedisConfig.Mode.CLUSTER;
    }

    /** Of a cluster nothing is known yet; elsewhere there is one master for all. */
    private SlotTable table() {
        return isCluster() ? new SlotTable() : SlotTable.of(NodeAddress.ANY);
    }

    @Override
    public PresenceStore openPresence(Context context) {
        return new RedisPresence(openLanes(context), openLanes(context), new PresenceKeys(config.keyPrefix()));
    }

    @Override
    public EventStore openEvents(Context context, EventStore.Terms terms) {
        return new RedisEvents(openLanes(context), new EventKeys(config.keyPrefix()), terms);
    }

    @Override
    public RevocationStore openRevocations(Context context) {
        RedisLanes lanes = openLanes(context);
        Announcement announcement = new Announcement(context.owner(), lanes, status, config.keyPrefix(), cluster);
        return new RedisRevocations(lanes, announcement, config.keyPrefix());
    }

    @Override
    public List<String> troubles() {
        return status.troubles();
    }
}
