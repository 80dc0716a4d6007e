package io.carillon.broker.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.config.RedisConfig;
import io.carillon.config.RedisEndpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.RedisOptions;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Where to find Redis. Every attempt begins at the next endpoint, so that one that hangs cannot hold up the others. In a
 * cluster they lead to any node, which knows the others; sentinels are asked for the master each time. Host names are
 * looked up, and the files of {@code tls} read, with each attempt.
 */
final class RedisEndpoints {
    /** Commands without an answer on one connection; more is refused by the client. */
    static final int MAX_IN_FLIGHT = 2_048;

    /** A longer string ends the connection before it fills the memory. */
    private static final long MAX_STRING_BYTES = 64L << 20;

    private final RedisConfig config;
    private final List<RedisEndpoint> endpoints;
    private final RedisStatus status;

    /** @param config has at least one endpoint */
    RedisEndpoints(RedisConfig config, RedisStatus status) {
        this(config, config.endpoints().stream().map(RedisEndpoint::parse).toList(), status);
    }

    private RedisEndpoints(RedisConfig config, List<RedisEndpoint> endpoints, RedisStatus status) {
        this.config = config;
        this.endpoints = endpoints;
        this.status = status;
    }

    /** Leads to that node alone, with the credentials of the first endpoint. */
    RedisEndpoints of(NodeAddress node) {
        return node.equals(NodeAddress.ANY)
                ? this
                : new RedisEndpoints(config, List.of(at(endpoints.get(0), node)), status);
    }

    private static RedisEndpoint at(RedisEndpoint first, NodeAddress node) {
        return new RedisEndpoint(
                first.tls(), first.user(), first.password(), node.host(), node.port(), first.database());
    }

    int count() {
        return endpoints.size();
    }

    /** The host to which an attempt leads where there are no sentinels. */
    String host(int attempt) {
        return endpoint(attempt).host();
    }

    private RedisEndpoint endpoint(int attempt) {
        return endpoints.get(attempt % endpoints.size());
    }

    RedisStatus status() {
        return status;
    }

    /** Watches one connection that leads here. */
    RedisStatus.Watch watch() {
        return status.watch(toString());
    }

    /** Addresses, without anything secret. */
    @Override
    public String toString() {
        String all = endpoints.stream().map(RedisEndpoint::toString).collect(Collectors.joining(", "));
        return config.mode() == RedisConfig.Mode.SENTINEL ? config.masterName().orElseThrow() + " of " + all : all;
    }

    /**
     * Finds out where an attempt to connect leads.
     *
     * @param attempt counts the connections that were tried
     */
    Future<RedisOptions> find(Vertx vertx, int attempt) {
        if (config.mode() != RedisConfig.Mode.SENTINEL) {
            return options(vertx, endpoint(attempt), config.tls(), attempt);
        }
        return master(vertx, attempt, endpoints.size())
                .compose(master -> options(vertx, master, config.tls(), attempt));
    }

    /** Asks one sentinel after the other. */
    private Future<RedisEndpoint> master(Vertx vertx, int first, int left) {
        return askSentinel(vertx, first)
                .recover(failure -> left > 1 ? master(vertx, first + 1, left - 1) : Future.failedFuture(failure));
    }

    private Future<RedisEndpoint> askSentinel(Vertx vertx, int attempt) {
        RedisEndpoint asked = sentinel(endpoint(attempt));
        RedisConfig.Tls tls = config.sentinel().tls();
        Request question = Request.cmd(Command.SENTINEL)
                .arg("GET-MASTER-ADDR-BY-NAME")
                .arg(config.masterName().orElseThrow());
        return options(vertx, asked, tls.equals(RedisConfig.Tls.DEFAULT) ? config.tls() : tls, attempt)
                .compose(options -> ShortConnection.ask(vertx, options, question, connectTimeoutMillis() / 2))
                .map(answer -> {
                    if (answer == null || answer.size() < 2) {
                        throw new IllegalStateException("The sentinel " + asked + " knows no master of that name");
                    }
                    return master(endpoint(attempt), answer);
                });
    }

    private RedisEndpoint master(RedisEndpoint sentinel, Response answer) {
        boolean tls = sentinel.tls() || !config.tls().equals(RedisConfig.Tls.DEFAULT);
        return new RedisEndpoint(
                tls,
                sentinel.user(),
                sentinel.password(),
                answer.get(0).toString(),
                answer.get(1).toInteger(),
                sentinel.database());
    }

    private RedisEndpoint sentinel(RedisEndpoint endpoint) {
        Optional<String> own = config.sentinel().password();
        return new RedisEndpoint(
                endpoint.tls(),
                own.isPresent() ? config.sentinel().user() : endpoint.user(),
                own.isPresent() ? own.filter(password -> !password.isEmpty()) : endpoint.password(),
                endpoint.host(),
                endpoint.port(),
                0);
    }

    private Future<RedisOptions> options(Vertx vertx, RedisEndpoint endpoint, RedisConfig.Tls tls, int attempt) {
        return address(vertx, endpoint.host(), attempt)
                .map(host -> new RedisOptions()
                        .setNetClientOptions(network(endpoint, tls))
                        .setMaxWaitingHandlers(MAX_IN_FLIGHT)
                        .setMaxStringLength(MAX_STRING_BYTES)
                        .setClientId(false)
                        .setMaxPoolSize(1)
                        .setMaxPoolWaiting(1)
                        .setPoolCleanerInterval(-1)
                        .setPoolRecycleTimeout(-1)
                        .setPoolName("redis")
                        .setType(RedisClientType.STANDALONE)
                        .setConnectionString(connectionString(endpoint, host)));
    }

    /** The client takes its address from a URI; a host that is none there, as with an underscore, is looked up before. */
    private static Future<String> address(Vertx vertx, String host, int attempt) {
        if (host.contains(":") || isInUri(host)) {
            return Future.succeededFuture(host);
        }
        return vertx.executeBlocking(
                () -> {
                    InetAddress[] all = InetAddress.getAllByName(host);
                    return all[attempt % all.length].getHostAddress();
                },
                false);
    }

    private static boolean isInUri(String host) {
        try {
            return host.equals(new URI("redis://" + host).getHost());
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static String connectionString(RedisEndpoint endpoint, String host) {
        String login = endpoint.password()
                .map(password ->
                        endpoint.user().map(RedisEndpoints::encoded).orElse("") + ":" + encoded(password) + "@")
                .orElse("");
        String database = endpoint.database() == 0 ? "" : "/" + endpoint.database();
        return (endpoint.tls() ? "rediss://" : "redis://") + login + new NodeAddress(host, endpoint.port()) + database;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private NetClientOptions network(RedisEndpoint endpoint, RedisConfig.Tls tls) {
        NetClientOptions options = new NetClientOptions()
                .setConnectTimeout((int) connectTimeoutMillis())
                .setTcpKeepAlive(true)
                .setSsl(endpoint.tls())
                .setHostnameVerificationAlgorithm("HTTPS");
        if (endpoint.tls()) {
            tls.ca().ifPresent(file -> options.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
            tls.certificate()
                    .ifPresent(file -> options.setKeyCertOptions(new PemKeyCertOptions()
                            .setCertPath(file.toString())
                            .setKeyPath(tls.key().orElseThrow().toString())));
        }
        return options;
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
}
