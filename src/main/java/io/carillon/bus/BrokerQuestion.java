package io.carillon.bus;

/** Asks the bridge whether the broker is there now. */
public record BrokerQuestion() {}
