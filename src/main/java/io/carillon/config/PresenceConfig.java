package io.carillon.config;

import java.time.Duration;

/** @param grace how long a member stays whose connection has ended, so that it may come back unnoticed */
public record PresenceConfig(Duration grace) {
    static PresenceConfig from(Section in) {
        return new PresenceConfig(in.get("grace", TimeSpan.between("0s", "1m"), "5s"));
    }
}
