package io.carillon.bus;

/** Asks a verticle to show that its event loop works. */
public record Alive() {}
