package io.carillon.bus;

import java.util.List;

/** @param more whether the hub has further names behind the last of these */
public record CountsAnswer(List<Count> items, boolean more) {
    /** How many connections of the hub have a name: subscribers of a channel, members of a group. */
    public record Count(String name, int connections) {}
}
