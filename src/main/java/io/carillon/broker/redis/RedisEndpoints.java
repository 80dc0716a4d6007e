package io.carillon.broker.redis;

import io.carillon.config.RedisConfig;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisRole;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where to find Redis. Every attempt begins at the next endpoint, so that one that hangs cannot hold up the others. In a
 * cluster any node will do: its classic publish and subscribe reaches all nodes over the cluster bus.
 */
final class RedisEndpoints {
    /** Commands without an answer on one connection; more is refused by the client. */
    static final int MAX_IN_FLIGHT = 2_048;

    /** A longer string ends the connection before it fills the memory. */
    private static final long MAX_STRING_BYTES = 64L << 20;

    private final RedisConfig config;
    private final boolean tls;

    /** @throws IllegalArgumentException when an endpoint is no Redis URI; the message does not repeat it */
    RedisEndpoints(RedisConfig config) {
        this.config = config;
        long encrypted = config.endpoints().stream()
                .filter(endpoint -> scheme(endpoint).equals("rediss"))
                .count();
        tls = encrypted > 0;
        if (config.endpoints().isEmpty()
                || tls && encrypted < config.endpoints().size()) {
            throw new IllegalArgumentException("Redis needs endpoints that are all redis:// or all rediss://");
        }
    }

    /** @param attempt counts the connections that were tried */
    RedisOptions options(int attempt) {
        List<String> endpoints = new ArrayList<>(config.endpoints());
        Collections.rotate(endpoints, -(attempt % endpoints.size()));
        RedisOptions options = new RedisOptions()
                .setNetClientOptions(network())
                .setMaxWaitingHandlers(MAX_IN_FLIGHT)
                .setMaxStringLength(MAX_STRING_BYTES)
                .setClientId(false)
                .setMaxPoolSize(1)
                .setMaxPoolWaiting(1)
                .setPoolCleanerInterval(-1)
                .setPoolRecycleTimeout(-1)
                .setPoolName("redis");
        if (config.mode() != RedisConfig.Mode.SENTINEL) {
            return options.setType(RedisClientType.STANDALONE).setConnectionString(endpoints.get(0));
        }
        return options.setType(RedisClientType.SENTINEL)
                .setRole(RedisRole.MASTER)
                .setMasterName(config.masterName().orElseThrow())
                .setEndpoints(endpoints);
    }

    long connectTimeoutMillis() {
        return config.connectTimeout().toMillis();
    }

    private NetClientOptions network() {
        return new NetClientOptions()
                .setConnectTimeout((int) connectTimeoutMillis())
                .setTcpKeepAlive(true)
                .setSsl(tls)
                .setHostnameVerificationAlgorithm("HTTPS");
    }

    private static String scheme(String endpoint) {
        try {
            String scheme = URI.create(endpoint).getScheme();
            if ("redis".equals(scheme) || "rediss".equals(scheme)) {
                return scheme;
            }
        } catch (IllegalArgumentException e) {
            // Not passed on: its message repeats the endpoint, which may hold a password.
            throw new IllegalArgumentException("A Redis endpoint is no URI");
        }
        throw new IllegalArgumentException("A Redis endpoint begins with redis:// or rediss://");
    }
}
