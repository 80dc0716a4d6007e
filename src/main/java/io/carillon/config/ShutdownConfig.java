package io.carillon.config;

import java.time.Duration;

/** @param drain time over which connections are closed, evenly, on SIGTERM */
public record ShutdownConfig(Duration drain) {
    /** What the parts behind the clients need at most: the last close frames, hooks, the broker, the cluster. */
    private static final Duration PARTS = Duration.ofSeconds(25);

    /** From the signal to the end of the process, in order or not. Whoever sends SIGKILL afterwards waits longer. */
    public Duration longest() {
        return drain.plus(PARTS);
    }

    static ShutdownConfig from(Section in) {
        return new ShutdownConfig(in.get("drain", TimeSpan.between("0s", "100s"), "10s"));
    }
}
