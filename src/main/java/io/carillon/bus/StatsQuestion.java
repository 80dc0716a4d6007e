package io.carillon.bus;

/** Asks for the statistics. */
public record StatsQuestion() {}
