package io.carillon.broker;

import io.carillon.broker.Step.Kind;
import io.carillon.channel.Member;
import java.util.List;

/** One member of a channel on this node: what it is, set against what the store has confirmed of it. */
final class Seat {
    /** What the member is, here and now. */
    enum Wish {
        PRESENT,
        /** Its connection has ended; it has the grace to come back. */
        AWAY,
        GONE
    }

    /** What the store has of it. */
    enum Stored {
        NOTHING,
        /** Nobody knows whether it is there; if it is not, nobody takes it for a member. */
        UNSURE,
        PRESENT,
        AWAY,
        /** Confirmed once, but it may be under an earlier lease, or lost without anyone knowing. */
        DOUBTFUL,
        /** The store has forgotten it, and everyone takes it for a member. */
        FORGOTTEN;

        static Stored of(Lease.Fate fate) {
            return switch (fate) {
                case UNSURE -> UNSURE;
                case DOUBTFUL -> DOUBTFUL;
                case FORGOTTEN -> FORGOTTEN;
            };
        }
    }

    private final Member member;
    private final int hub;
    private Wish wish = Wish.PRESENT;
    private Stored stored;
    private boolean queued;

    Seat(Member member, int hub, Stored stored) {
        this.member = member;
        this.hub = hub;
        this.stored = stored;
    }

    Member member() {
        return member;
    }

    int hub() {
        return hub;
    }

    Wish wish() {
        return wish;
    }

    void wish(Wish wish) {
        this.wish = wish;
    }

    Stored stored() {
        return stored;
    }

    void stored(Stored known) {
        stored = known;
    }

    /** Whether it waits in its room's queue. */
    boolean isQueued() {
        return queued;
    }

    void queued(boolean waits) {
        queued = waits;
    }

    /** Whether the store has to have it. Who is away may have been replaced on another node. */
    boolean isKnown() {
        return stored == Stored.PRESENT;
    }

    boolean isSettled() {
        return switch (wish) {
            case PRESENT -> stored == Stored.PRESENT;
            case AWAY -> stored == Stored.AWAY || stored == Stored.NOTHING;
            case GONE -> stored == Stored.NOTHING;
        };
    }

    /** Nobody has to be told that it is not here: it never came, or everyone knows. */
    boolean isOver() {
        return wish != Wish.PRESENT && stored == Stored.NOTHING;
    }

    /** Adds what has to be written, one or two steps. From here on the outcome is unknown until {@link #written}. */
    void takeSteps(List<Step> out) {
        switch (wish) {
            case PRESENT -> out.add(new Step(put(), member));
            case AWAY -> {
                if (stored != Stored.PRESENT) {
                    out.add(new Step(stored == Stored.FORGOTTEN ? Kind.RESTORE : Kind.FOLLOW, member));
                }
                out.add(new Step(Kind.AWAY, member));
                stored = stored == Stored.PRESENT ? Stored.DOUBTFUL : stored;
            }
            case GONE -> {
                boolean forgotten = stored == Stored.FORGOTTEN;
                out.add(new Step(forgotten ? Kind.FAREWELL : Kind.DEPART, member));
                stored = forgotten ? stored : Stored.UNSURE;
            }
        }
    }

    private Kind put() {
        Kind kind = switch (stored) {
            case NOTHING -> Kind.JOIN;
            case UNSURE -> Kind.RETURN;
            default -> Kind.RESTORE;
        };
        stored = stored == Stored.NOTHING ? Stored.UNSURE : stored;
        return kind;
    }

    /** @param done what it was to be when its steps were taken */
    void written(Wish done) {
        stored = switch (done) {
            case PRESENT -> Stored.PRESENT;
            case AWAY -> Stored.AWAY;
            case GONE -> Stored.NOTHING;
        };
    }

    /**
     * What the store has confirmed holds no more. When it has forgotten everything, a leave that may have been told or not
     * is rather told twice than never.
     */
    void shake(Stored fate) {
        boolean leaving = wish == Wish.GONE && stored == Stored.UNSURE && fate == Stored.FORGOTTEN;
        boolean confirmed = stored == Stored.PRESENT || stored == Stored.AWAY || stored == Stored.DOUBTFUL;
        if (confirmed || leaving) {
            stored = fate;
        }
    }
}
