package io.carillon.bus;

/** Asks for all that was published before. */
public record Flush() {}
