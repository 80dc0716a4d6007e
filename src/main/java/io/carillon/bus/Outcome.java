package io.carillon.bus;

import java.util.Optional;

/**
 * What has become of a {@link Command}.
 *
 * @param found connections that were meant
 * @param done those of them for which it was done, or was so already
 * @param refused why it was not done for one of the others
 */
public record Outcome(int found, int done, Optional<Refusal> refused) {
    public static final Outcome NOBODY = new Outcome(0, 0, Optional.empty());

    /** Why something was not done. */
    public enum Refusal {
        /** There is no such group membership, subscription or metadata. */
        ABSENT,
        /** A bound of the connection is reached. */
        LIMIT,
        /** The channel's namespace is not configured. */
        UNKNOWN_NAMESPACE,
        /** The broker is away. */
        BROKER_UNAVAILABLE
    }
}
