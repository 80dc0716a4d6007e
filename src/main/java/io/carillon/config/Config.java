package io.carillon.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What the operator decided: read once, checked as a whole, immutable. Every verticle is handed its part. */
public record Config(
        ServerConfig server,
        OpsConfig ops,
        AuthConfig auth,
        Map<String, NamespaceConfig> namespaces,
        PresenceConfig presence,
        BrokerConfig broker,
        HeartbeatConfig heartbeat,
        LimitsConfig limits,
        MetricsConfig metrics,
        ClusterConfig cluster,
        ShutdownConfig shutdown,
        HooksConfig hooks,
        OutboundConfig outbound) {

    static Config from(Section root) {
        Config config = new Config(
                ServerConfig.from(root.section("server")),
                OpsConfig.from(root.section("ops")),
                AuthConfig.from(root.section("auth")),
                root.section("namespaces").each(NamespaceConfig.NAMES, NamespaceConfig::from),
                PresenceConfig.from(root.section("presence")),
                BrokerConfig.from(root.section("broker")),
                HeartbeatConfig.from(root.section("heartbeat")),
                LimitsConfig.from(root.section("limits")),
                MetricsConfig.from(root.section("metrics")),
                ClusterConfig.from(root.section("cluster")),
                ShutdownConfig.from(root.section("shutdown")),
                HooksConfig.from(root.section("hooks")),
                OutboundConfig.from(root.section("outbound")));
        config.check(root);
        config.checkOutbound(root);
        return config;
    }

    private void check(Section root) {
        JsonPath serverHost = root.at("server").key("host");
        JsonPath opsHost = root.at("ops").key("host");
        root.check(
                auth.hasKey() || isOnLoopback(),
                "secret, publicKey or jwks is needed because server.host or ops.host is not on loopback",
                root.at("auth"),
                serverHost,
                opsHost);
        root.check(
                server.port() == 0
                        || server.port() != ops.port()
                        || !server.host().equals(ops.host()),
                "must not be the public listener's port",
                root.at("ops").key("port"),
                root.at("server").key("port"),
                serverHost,
                opsHost);
    }

    /** The list of hosts is a second pair of eyes on every URL of the file. */
    private void checkOutbound(Section root) {
        JsonPath hooksAt = root.at("hooks");
        auth.jwks()
                .filter(source -> source.contains("://"))
                .ifPresent(source -> checkOutbound(root, root.at("auth").key("jwks"), URI.create(source)));
        hooks.events()
                .ifPresent(events -> checkOutbound(root, hooksAt.key("events").key("url"), events.url()));
        hooks.authorize()
                .ifPresent(authorize ->
                        checkOutbound(root, hooksAt.key("authorize").key("url"), authorize.url()));
    }

    private void checkOutbound(Section root, JsonPath at, URI url) {
        root.check(
                outbound.allows(url),
                "its host is not among outbound.allowedHosts",
                at,
                root.at("outbound").key("allowedHosts"));
    }

    /** Whether this is a node for trying out: no token could be accepted, and nobody else can reach it. */
    public boolean isDevelopment() {
        return !auth.hasKey() && isOnLoopback();
    }

    /**
     * A development node's configuration with what makes it usable. API keys that are configured stay. Nobody waits for
     * its clients to leave one after the other.
     *
     * @param secret HS256 key, 32 bytes or more
     * @param apiKey 32 characters or more
     */
    public Config withDevelopmentKeys(String secret, String apiKey) {
        OpsConfig withKey = ops.apiKeys().isEmpty() ? ops.withApiKey(apiKey) : ops;
        return new Config(
                server,
                withKey,
                auth.withSecret(secret),
                namespaces,
                presence,
                broker,
                heartbeat,
                limits,
                metrics,
                cluster,
                new ShutdownConfig(Duration.ZERO),
                hooks,
                outbound);
    }

    /** What keeps this configuration from being one of a cluster's nodes; empty when nothing does. */
    public List<Problem> problemsForCluster() {
        return broker.type() == BrokerConfig.Type.REDIS
                ? List.of()
                : List.of(new Problem("broker.type", "must be redis with -cluster: nodes need a broker they share"));
    }

    private boolean isOnLoopback() {
        return HostName.isLoopback(server.host()) && HostName.isLoopback(ops.host());
    }
}
