package io.carillon.bus;

/** Asks the bridge to send one message through the broker and back. */
public record Canary() {}
