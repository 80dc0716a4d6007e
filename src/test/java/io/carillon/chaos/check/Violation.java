package io.carillon.chaos.check;

/** A promise that was broken. */
public record Violation(Kind kind, long at, String what) {
    public enum Kind {
        /** A message is missing between two that came. */
        GAP,
        /** A message came again. */
        REPEAT,
        /** Two messages of one author came the wrong way round, or one came twice. */
        DISORDER,
        /** Two saw different messages at one position. */
        DIVERGENCE,
        /** Continuity was claimed from an entry that was erased to one that came in after it. */
        SPLICE,
        /** An accepted message was not delivered to one who was not told so. */
        LOSS,
        /** One key, and two entries of the history. */
        DOUBLE,
        /** A message came before its subscription was confirmed. */
        EARLY,
        /** {@code recovered:true}, though the answer itself contradicts it. */
        UNPROVEN,
        /** Somebody was told that continuity is lost, and nothing had been. */
        UNFOUNDED,
        /** The answer has no position, and the channel has a history. */
        UNPLACED,
        /** A publish was refused with something else than 503. */
        REFUSAL,
        /** A publish was not answered in time. */
        LATE,
        /** It did not go on after a fault. */
        STALL,
        /** A connection ended, and nobody had done anything to it. */
        DISCONNECT,
        /** Readiness did not say what was the case. */
        READINESS,
        /** A node ran against Redis again and again without a pause. */
        STORM,
        /** Something has grown. */
        LEAK,
        /** A node has ended by itself, or did not come back. */
        ABSENT,
        /** A node kept more for somebody who did not read than it may. */
        HOARD,
        /** Somebody is listed as a member who went long ago, or the list is not as long as it says. */
        GHOST,
        /** Somebody was told of one who went and came back within the grace. */
        FLAP,
        /** Nobody was told of one who came, or of one who went. */
        UNTOLD
    }
}
