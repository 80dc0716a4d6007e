package io.carillon.channel;

import java.util.Locale;

/** Why it cannot be shown that somebody has, or can be given, every message since a position. */
public enum Discontinuity {
    /** The history does not reach back so far. */
    EXPIRED,
    /** The position belongs to another history. */
    EPOCH,
    /** Another entry has taken the place of the one at that offset. */
    FENCED,
    /** The history has not come so far. */
    AHEAD,
    /** The subscriber was too slow, and its namespace rather loses messages than the subscriber. */
    DROPPED;

    private final String text = name().toLowerCase(Locale.ROOT);

    /** The {@code reason} on the wire. */
    public String text() {
        return text;
    }
}
