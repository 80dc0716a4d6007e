package io.carillon.config;

import java.time.Duration;

/** @param logInterval period of the statistics line in the log; zero: none */
public record MetricsConfig(Duration logInterval) {
    static MetricsConfig from(Section in) {
        return new MetricsConfig(in.get("logInterval", TimeSpan.between("0s", "24h"), "60s"));
    }
}
