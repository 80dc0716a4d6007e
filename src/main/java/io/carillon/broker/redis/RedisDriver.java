package io.carillon.broker.redis;

import io.carillon.broker.Broker;
import io.carillon.broker.BrokerDriver;
import io.carillon.broker.Feed;
import io.carillon.config.RedisConfig;
import io.carillon.metrics.Meters;
import io.vertx.core.Context;
import java.util.function.DoubleSupplier;

/** The broker that nodes share: channel C is the Redis channel {@code <prefix>C}. */
public final class RedisDriver implements BrokerDriver {
    private final RedisConfig config;
    private final RedisEndpoints endpoints;
    private final Meters meters;
    private final DoubleSupplier jitter;
    private final int maxPayloadBytes;

    /**
     * @param jitter gives numbers from 0 to 1, on any event loop
     * @param maxPayloadBytes a longer payload on Redis is dropped
     * @throws IllegalArgumentException when the endpoints make no sense; their text is not repeated
     */
    public RedisDriver(RedisConfig config, Meters meters, DoubleSupplier jitter, int maxPayloadBytes) {
        this.config = config;
        this.endpoints = new RedisEndpoints(config);
        this.meters = meters;
        this.jitter = jitter;
        this.maxPayloadBytes = maxPayloadBytes;
    }

    @Override
    public Broker openBroker(Context context) {
        return new RedisBroker(context, config, endpoints, meters, jitter);
    }

    @Override
    public Feed openFeed(Context context, Feed.Listener listener) {
        return new RedisFeed(context, listener, config, endpoints, meters, jitter, maxPayloadBytes);
    }
}
