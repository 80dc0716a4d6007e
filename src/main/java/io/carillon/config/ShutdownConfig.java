package io.carillon.config;

import java.time.Duration;

/** @param drain time over which connections are closed, evenly, on SIGTERM */
public record ShutdownConfig(Duration drain) {
    static ShutdownConfig from(Section in) {
        // The process has two minutes in all to end; brokers and the cluster need some of them.
        return new ShutdownConfig(in.get("drain", TimeSpan.between("0s", "100s"), "10s"));
    }
}
