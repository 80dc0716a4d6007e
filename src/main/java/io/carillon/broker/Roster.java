package io.carillon.broker;

import io.carillon.broker.Seat.Stored;
import io.carillon.broker.Seat.Wish;
import io.carillon.bus.Movement;
import io.carillon.bus.Movements;
import io.carillon.channel.ChannelName;
import io.carillon.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * The truth about the members of this node's channels, and what brings the store to it. What waits to be written is the
 * difference between the two, so it is never more than there are members and were members; while the store is away it
 * only waits. Belongs to one event loop, whose owner calls {@link #tick} a few times a second.
 */
final class Roster implements Lease.Holder {
    /** Channels that are being written. */
    static final int MAX_UNDER_WAY = 64;

    private record Absence(Room room, Seat seat, long until) {}

    private final PresenceStore store;
    private final Predicate<ChannelName> announced;
    private final long graceMillis;
    private final LongSupplier clock;
    private final Meters meters;
    private final Lease lease;
    private final Map<ChannelName, Room> rooms = new HashMap<>();
    /** Rooms that wait to be written. */
    private final ArrayDeque<Room> scheduled = new ArrayDeque<>();
    /** Rooms that could not be written; they wait for the next tick. */
    private final List<Room> failed = new ArrayList<>();
    /** Rooms of which the store knows nothing; they wait for the lease. */
    private final Set<Room> unknown = new HashSet<>();
    /** All have the same grace, so the first is always the next that is due. */
    private final ArrayDeque<Absence> absences = new ArrayDeque<>();

    private final Set<String> sweeping = new HashSet<>();
    private final Promise<Void> idle = Promise.promise();
    private int underWay;
    private boolean flushing;
    private boolean retiring;

    /**
     * @param announced channels in which joins and leaves are told
     * @param grace how long a member whose connection has ended stays
     * @param leases names that nobody else gives
     * @param clock milliseconds that never go back
     */
    Roster(
            PresenceStore store,
            Predicate<ChannelName> announced,
            Duration grace,
            Supplier<String> leases,
            LongSupplier clock,
            Meters meters) {
        this.store = store;
        this.announced = announced;
        graceMillis = grace.toMillis();
        this.clock = clock;
        this.meters = meters;
        lease = new Lease(store, leases, clock, this);
    }

    /** A hub tells what has happened. */
    void take(Movements movements) {
        for (Movement movement : movements.list()) {
            take(movements.hub(), movement);
        }
        flush();
    }

    private void take(int hub, Movement movement) {
        switch (movement.kind()) {
            case ENTERED -> enter(hub, movement, Stored.NOTHING);
            case REMAINED -> enter(hub, movement, Stored.UNSURE);
            case LEFT -> go(movement, Wish.GONE);
            case ENDED -> go(movement, Wish.AWAY);
        }
    }

    private void enter(int hub, Movement movement, Stored stored) {
        Room room = rooms.computeIfAbsent(movement.channel(), Room::new);
        room.enter(movement.member(), hub, stored);
        schedule(room);
    }

    private void go(Movement movement, Wish wish) {
        Room room = rooms.get(movement.channel());
        Seat seat = room == null ? null : room.seat(movement.clientId());
        if (seat != null && seat.wish() == Wish.PRESENT) {
            go(room, seat, wish);
        }
    }

    private void go(Room room, Seat seat, Wish wish) {
        boolean mayComeBack = wish == Wish.AWAY && graceMillis > 0;
        room.become(seat, mayComeBack ? Wish.AWAY : Wish.GONE);
        if (mayComeBack) {
            absences.add(new Absence(room, seat, clock.getAsLong() + graceMillis));
        }
        schedule(room);
    }

    /** Whoever was connected to this hub is connected no more. */
    void hubReset(int hub) {
        for (Room room : List.copyOf(rooms.values())) {
            for (Seat seat : room.seats()) {
                if (seat.hub() == hub && seat.wish() == Wish.PRESENT) {
                    go(room, seat, Wish.AWAY);
                }
            }
        }
        flush();
    }

    void tick() {
        endAbsences();
        failed.forEach(this::schedule);
        failed.clear();
        lease.tick();
        flush();
    }

    private void endAbsences() {
        long now = clock.getAsLong();
        while (!absences.isEmpty() && absences.peek().until() <= now) {
            Absence over = absences.poll();
            if (over.seat().wish() == Wish.AWAY) {
                over.room().become(over.seat(), Wish.GONE);
                schedule(over.room());
            }
        }
    }

    private void schedule(Room room) {
        if (room.isEmpty()) {
            rooms.remove(room.channel(), room);
        } else if (room.hasChanges() && !room.isUnderWay() && !room.isScheduled()) {
            room.scheduled(true);
            scheduled.add(room);
        }
    }

    /** What is answered at once ends up here again, and is left to the loop that is running. */
    private void flush() {
        if (flushing) {
            return;
        }
        flushing = true;
        while (!scheduled.isEmpty() && underWay < MAX_UNDER_WAY && canWrite()) {
            Room room = scheduled.poll();
            room.scheduled(false);
            boolean known = room.isKnown();
            List<Step> steps = room.take();
            if (steps.isEmpty()) {
                schedule(room);
            } else {
                write(room, new Change(lease.name(), room.channel(), known, announced.test(room.channel()), steps));
            }
        }
        flushing = false;
        if (retiring && underWay == 0 && (scheduled.isEmpty() || !canWrite())) {
            idle.tryComplete();
        }
    }

    private boolean canWrite() {
        return lease.isHeld() && store.isUp();
    }

    private void write(Room room, Change change) {
        underWay++;
        store.write(change).onComplete(done -> written(room, change, done), failure -> failed(room));
    }

    private void written(Room room, Change change, boolean done) {
        underWay--;
        if (!change.lease().equals(lease.name())) {
            room.failed();
        } else if (done) {
            room.written();
        } else {
            room.refused();
            unknown.add(room);
            lease.doubt();
        }
        schedule(room);
        flush();
    }

    private void failed(Room room) {
        underWay--;
        room.failed();
        failed.add(room);
        flush();
    }

    @Override
    public void onHeld() {
        unknown.forEach(room -> shake(room, Stored.FORGOTTEN));
        unknown.clear();
        flush();
    }

    @Override
    public void onReplaced(Lease.Fate fate) {
        meters.leaseReplaced();
        unknown.clear();
        List.copyOf(rooms.values()).forEach(room -> shake(room, Stored.of(fate)));
    }

    private void shake(Room room, Stored fate) {
        room.shake(fate);
        schedule(room);
    }

    @Override
    public void onLapsed(List<String> leases) {
        for (String lapsed : leases) {
            if (sweeping.add(lapsed)) {
                store.sweep(lapsed, announced)
                        .onSuccess(meters::membersSwept)
                        .onComplete(done -> sweeping.remove(lapsed));
            }
        }
    }

    /**
     * This node goes: what can be written is written, and its members, whose connections have ended, have their grace in
     * other nodes' hands. Never fails.
     */
    Future<Void> retire() {
        retiring = true;
        flush();
        return idle.future()
                .compose(written -> lease.retire(Duration.ofMillis(graceMillis)))
                .otherwiseEmpty();
    }
}
