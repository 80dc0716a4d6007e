package io.carillon.config;

import java.time.Duration;

/** @param timeout silence after which a connection is terminated; longer than {@code interval} */
public record HeartbeatConfig(Duration interval, Duration timeout) {}
