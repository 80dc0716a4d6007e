package io.carillon.broker.redis;

import io.carillon.config.RedisConfig;
import io.vertx.core.Future;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.RedisRole;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where to find Redis. Every attempt begins at the next endpoint, so that one that hangs cannot hold up the others. In a
 * cluster they lead to any node, which knows the others.
 */
final class RedisEndpoints {
    /** Commands without an answer on one connection; more is refused by the client. */
    static final int MAX_IN_FLIGHT = 2_048;

    /** A longer string ends the connection before it fills the memory. */
    private static final long MAX_STRING_BYTES = 64L << 20;

    private final RedisConfig config;
    private final List<String> endpoints;
    private final boolean tls;

    /** @throws IllegalArgumentException when an endpoint is no Redis URI; the message does not repeat it */
    RedisEndpoints(RedisConfig config) {
        this.config = config;
        endpoints = config.endpoints();
        long encrypted = config.endpoints().stream()
                .filter(endpoint -> scheme(endpoint).equals("rediss"))
                .count();
        tls = encrypted > 0;
        if (config.endpoints().isEmpty()
                || tls && encrypted < config.endpoints().size()) {
            throw new IllegalArgumentException("Redis needs endpoints that are all redis:// or all rediss://");
        }
    }

    private RedisEndpoints(RedisEndpoints all, String one) {
        config = all.config;
        endpoints = List.of(one);
        tls = all.tls;
    }

    /** Leads to that node alone, with the credentials of the first endpoint. */
    RedisEndpoints of(NodeAddress node) {
        if (node.equals(NodeAddress.ANY)) {
            return this;
        }
        URI first = URI.create(endpoints.get(0));
        String user = first.getRawUserInfo() == null ? "" : first.getRawUserInfo() + "@";
        return new RedisEndpoints(this, first.getScheme() + "://" + user + node);
    }

    int count() {
        return endpoints.size();
    }

    /** The host of an endpoint, without brackets. */
    static String host(String endpoint) {
        String host = URI.create(endpoint).getHost();
        return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    }

    /** @param attempt counts the connections that were tried */
    RedisOptions options(int attempt) {
        List<String> inTurn = new ArrayList<>(endpoints);
        Collections.rotate(inTurn, -(attempt % inTurn.size()));
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
            return options.setType(RedisClientType.STANDALONE).setConnectionString(inTurn.get(0));
        }
        return options.setType(RedisClientType.SENTINEL)
                .setRole(RedisRole.MASTER)
                .setMasterName(config.masterName().orElseThrow())
                .setEndpoints(inTurn);
    }

    /**
     * Looks at a new connection before it is used.
     *
     * @return whether channels live on that node alone; fails when the sentinels have named a master that is none any more
     */
    Future<Boolean> inspect(RedisConnection connection) {
        if (config.mode() == RedisConfig.Mode.CLUSTER) {
            return isSharded(connection);
        }
        Future<Void> usable =
                config.mode() == RedisConfig.Mode.SENTINEL ? isMaster(connection) : Future.succeededFuture();
        return usable.map(false);
    }

    private static Future<Void> isMaster(RedisConnection connection) {
        Future<Response> role = connection.send(Request.cmd(Command.ROLE));
        return role.compose(answer -> "master".equals(answer.get(0).toString())
                ? Future.succeededFuture()
                : Future.failedFuture("The sentinels have named a replica"));
    }

    /** Asked of each node by itself, since a cluster may be on its way from 6.2 to 7.0. */
    private static Future<Boolean> isSharded(RedisConnection connection) {
        Request question = Request.cmd(Command.COMMAND).arg("INFO").arg("ssubscribe");
        return connection.send(question).map(known -> known.size() > 0 && known.get(0) != null);
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
