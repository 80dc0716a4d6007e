package io.carillon.config;

import java.util.Map;

/** What the operator decided: read once, checked as a whole, immutable. Every verticle is handed its part. */
public record Config(
        ServerConfig server,
        OpsConfig ops,
        AuthConfig auth,
        Map<String, NamespaceConfig> namespaces,
        BrokerConfig broker,
        HeartbeatConfig heartbeat,
        LimitsConfig limits,
        MetricsConfig metrics,
        ClusterConfig cluster,
        ShutdownConfig shutdown) {}
