package io.carillon.bus;

/** Asks the bridge what is revoked. */
public record RevokedQuestion() {}
