package io.carillon.channel;

/**
 * That tokens are refused, however long they would be good.
 *
 * @param until epoch milliseconds; from then on it is as if it had never been
 */
public record Revocation(Subject subject, long until) {
    /** Whose tokens: all of a user, or the one of a name. */
    public enum Kind {
        USER,
        TOKEN
    }

    /** @param name a user id, or a token's {@code jti}: 1 to 255 characters */
    public record Subject(Kind kind, String name) implements Comparable<Subject> {
        @Override
        public int compareTo(Subject other) {
            int byKind = kind.compareTo(other.kind);
            return byKind == 0 ? name.compareTo(other.name) : byKind;
        }
    }
}
