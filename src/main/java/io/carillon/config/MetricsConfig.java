package io.carillon.config;

import java.time.Duration;

/** @param logInterval period of the statistics line in the log; zero: none */
public record MetricsConfig(Duration logInterval) {}
