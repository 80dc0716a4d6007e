package io.carillon.bus;

/** The hooks have begun, or begun again, and know of no connection and no channel. */
public record HooksUp() {}
