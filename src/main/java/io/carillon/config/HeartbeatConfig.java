package io.carillon.config;

import java.time.Duration;

/** @param timeout silence after which a connection is terminated; longer than {@code interval} */
public record HeartbeatConfig(Duration interval, Duration timeout) {
    private static final TimeSpan RANGE = TimeSpan.between("10ms", "24h");

    static HeartbeatConfig from(Section in) {
        HeartbeatConfig heartbeat =
                new HeartbeatConfig(in.get("interval", RANGE, "30s"), in.get("timeout", RANGE, "60s"));
        in.check(
                heartbeat.timeout.compareTo(heartbeat.interval) > 0,
                "must be longer than heartbeat.interval",
                in.at("timeout"),
                in.at("interval"));
        return heartbeat;
    }
}
