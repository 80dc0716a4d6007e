package io.carillon.broker;

import io.carillon.channel.Member;

/**
 * What is to be done about one member of a channel. A step that is repeated, because nobody knows whether it was done,
 * changes and tells nothing more; {@link Kind#FAREWELL} alone is told again.
 *
 * <p>To put a member that is there already under the same lease is no change. Whoever is found under another lease is
 * moved, and nobody is told.
 */
public record Step(Kind kind, Member member) {
    /** The kinds; {@code code} names them where a name is too long. */
    public enum Kind {
        /** Puts a newcomer: it takes the place of a member of the same user that is away; if there is none, a join is told. */
        JOIN('j'),
        /** Puts a member that may have been taken for gone: moved from another lease, or like {@link #JOIN}. */
        RETURN('r'),
        /** Puts a member that nobody took for gone: moved from another lease, or put without a word. */
        RESTORE('s'),
        /** Moves a member from another lease; without effect when it is nowhere. */
        FOLLOW('m'),
        /** The member's connection has ended; from now on a newcomer of its user takes its place. */
        AWAY('a'),
        /** Removes the member, under whatever lease; a leave is told if it was there. */
        DEPART('d'),
        /** The store has forgotten the member, and it has gone meanwhile: removed if it is there after all; a leave is told. */
        FAREWELL('f');

        private final char code;

        Kind(char code) {
            this.code = code;
        }

        public String code() {
            return String.valueOf(code);
        }
    }
}
