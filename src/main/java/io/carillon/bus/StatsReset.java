package io.carillon.bus;

/** Asks to begin the statistics anew. */
public record StatsReset() {}
