package io.carillon.broker;

import io.carillon.broker.Seat.Stored;
import io.carillon.broker.Seat.Wish;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Member;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The members of one channel on this node. One change is under way at a time, so what is told of one member is told in
 * order; what happens meanwhile waits as the difference between wish and store, and a member that came and went is none.
 */
final class Room {
    /** @param before what the store had of it, as far as was known */
    private record Sent(Seat seat, Wish wish, Stored before) {}

    private final ChannelName channel;
    private final Map<String, Seat> seats = new HashMap<>();
    private final ArrayDeque<Seat> changed = new ArrayDeque<>();
    private final List<Sent> underWay = new ArrayList<>();
    /** Seats that the store has to have. */
    private int known;

    private boolean scheduled;

    Room(ChannelName channel) {
        this.channel = channel;
    }

    ChannelName channel() {
        return channel;
    }

    boolean isEmpty() {
        return seats.isEmpty();
    }

    Iterable<Seat> seats() {
        return List.copyOf(seats.values());
    }

    Seat seat(String clientId) {
        return seats.get(clientId);
    }

    void enter(Member member, int hub, Stored stored) {
        Seat seat = seats.computeIfAbsent(member.clientId(), id -> new Seat(member, hub, stored));
        become(seat, Wish.PRESENT);
    }

    void become(Seat seat, Wish wish) {
        seat.wish(wish);
        queue(seat);
    }

    /** Whoever has not been written, and is not being written, is not to be written any more when it has gone. */
    private void queue(Seat seat) {
        if (seat.isOver()) {
            seats.remove(seat.member().clientId(), seat);
        } else if (!seat.isQueued() && !seat.isSettled()) {
            seat.queued(true);
            changed.add(seat);
        }
    }

    /** What the store has confirmed holds no more; all of it is to be written again. */
    void shake(Stored fate) {
        for (Seat seat : seats()) {
            seat.shake(fate);
            queue(seat);
        }
        known = 0;
    }

    boolean isUnderWay() {
        return !underWay.isEmpty();
    }

    /** Whether it waits to be written, in the roster's queue. */
    boolean isScheduled() {
        return scheduled;
    }

    void scheduled(boolean waits) {
        scheduled = waits;
    }

    boolean hasChanges() {
        return !changed.isEmpty();
    }

    /** What is to be written now and is under way from here on; empty when nothing is. */
    List<Step> take() {
        List<Step> steps = new ArrayList<>();
        while (!changed.isEmpty() && steps.size() < Change.MAX_STEPS - 1) {
            Seat seat = changed.poll();
            seat.queued(false);
            if (seat.isOver()) {
                seats.remove(seat.member().clientId(), seat);
            } else if (!seat.isSettled()) {
                underWay.add(new Sent(seat, seat.wish(), seat.stored()));
                known -= seat.isKnown() ? 1 : 0;
                seat.takeSteps(steps);
                known += seat.isKnown() ? 1 : 0;
            }
        }
        return steps;
    }

    /** Whether the store has to have something of this room. */
    boolean isKnown() {
        return known > 0;
    }

    void written() {
        for (Sent sent : underWay) {
            known -= sent.seat().isKnown() ? 1 : 0;
            sent.seat().written(sent.wish());
            known += sent.seat().isKnown() ? 1 : 0;
        }
        end();
    }

    /** Nothing of it was done: the store knows nothing of this room, as will be said of all that was confirmed. */
    void refused() {
        for (Sent sent : underWay) {
            sent.seat().stored(sent.before());
        }
        end();
    }

    /** It may have been done or not. */
    void failed() {
        end();
    }

    private void end() {
        List<Sent> ended = List.copyOf(underWay);
        underWay.clear();
        ended.forEach(sent -> queue(sent.seat()));
    }
}
