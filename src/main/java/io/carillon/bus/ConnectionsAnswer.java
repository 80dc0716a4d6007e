package io.carillon.bus;

import java.util.List;

/** @param more whether the hub has further ones behind the last of these */
public record ConnectionsAnswer(List<ConnectionDescription> items, boolean more) {}
