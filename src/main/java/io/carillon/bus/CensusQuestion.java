package io.carillon.bus;

/** Asks a hub to count. */
public record CensusQuestion() {}
