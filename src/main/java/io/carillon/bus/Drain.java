package io.carillon.bus;

import java.time.Duration;

/** @param over the time over which the connections are closed, evenly */
public record Drain(Duration over) {}
