package io.carillon.bus;

/** The bridge has begun, or begun again, and knows of no interest. */
public record BridgeUp() {}
