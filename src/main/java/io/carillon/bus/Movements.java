package io.carillon.bus;

import java.util.List;

/** What one hub has to tell of the members of its channels, in the order in which it happened. */
public record Movements(int hub, List<Movement> list) {}
