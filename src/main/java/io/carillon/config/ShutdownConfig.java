package io.carillon.config;

import java.time.Duration;

/** @param drain time over which connections are closed, evenly, on SIGTERM */
public record ShutdownConfig(Duration drain) {}
