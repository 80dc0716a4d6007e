package io.carillon.config;

import java.util.List;

/** The listener for health, metrics, statistics and the HTTP API. */
public record OpsConfig(String host, int port, List<String> apiKeys) {}
