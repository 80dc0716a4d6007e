package io.carillon.bus;

/** Tells a hub to close no more connections: what a drain or a move has not closed yet stays. */
public record Stay() {}
