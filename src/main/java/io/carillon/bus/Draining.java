package io.carillon.bus;

/** The process is going away. */
public record Draining() {}
