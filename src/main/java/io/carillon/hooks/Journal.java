package io.carillon.hooks;

import io.carillon.broker.EventStep;
import io.carillon.broker.EventStep.Kind;
import io.carillon.broker.EventStore;
import io.carillon.broker.Lease;
import io.carillon.bus.Occupancy;
import io.carillon.bus.Passage;
import io.carillon.channel.ChannelName;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The truth about this node's connections and channels, and the way of what happens to them into the store: in order, and
 * under the node's lease. While the store is away it waits, up to a bound. Belongs to one event loop, whose owner calls
 * {@link #tick} a few times a second.
 */
final class Journal implements Lease.Holder {
    /** After a bridge has begun anew, how long its hubs have to say again what they want. */
    private static final long REPEAT_MILLIS = 30_000;

    private final EventStore store;
    private final LongSupplier clock;
    private final Losses losses;
    private final Lease lease;
    private final Backlog backlog;
    /** By client id, the user. */
    private final Map<String, String> clients = new HashMap<>();

    private final Set<ChannelName> channels = new HashSet<>();
    /** Channels of which a new bridge has not said yet that they have a subscriber. */
    private final Set<ChannelName> unheard = new HashSet<>();

    private final Set<String> sweeping = new HashSet<>();
    private final Promise<Void> idle = Promise.promise();
    /** Null for none. */
    private Backlog.Batch underWay;

    private long unheardUntil;
    private boolean forgotten;
    private boolean lossy;
    private boolean retiring;

    /**
     * @param leases gives names that begin with the node and a dot, and that nobody else gives
     * @param bound steps that may wait
     * @param clock milliseconds that never go back
     */
    Journal(EventStore store, Supplier<String> leases, int bound, LongSupplier clock, Losses losses) {
        this.store = store;
        this.clock = clock;
        this.losses = losses;
        backlog = new Backlog(bound);
        lease = new Lease(store, leases, clock, this);
    }

    /** Hubs tell which connections came and went. */
    void onPassages(List<Passage> passages) {
        passages.forEach(this::take);
        flush();
    }

    private void take(Passage passage) {
        String client = passage.clientId();
        switch (passage.kind()) {
            case CAME -> {
                clients.put(client, passage.user());
                add(EventStep.connection(Kind.CAME, client, passage.user(), passage.at(), 0));
            }
            case REMAINED -> {
                if (clients.putIfAbsent(client, passage.user()) == null) {
                    add(EventStep.connection(Kind.STAYED, client, passage.user(), passage.at(), 0));
                }
            }
            case WENT -> {
                if (clients.remove(client) != null) {
                    add(EventStep.connection(Kind.WENT, client, passage.user(), passage.at(), passage.code()));
                }
            }
        }
    }

    /** The bridge tells which channels have got and lost their subscribers. */
    void onOccupancies(List<Occupancy> occupancies) {
        for (Occupancy occupancy : occupancies) {
            unheard.remove(occupancy.channel());
            change(occupancy.channel(), occupancy.occupied(), occupancy.at());
        }
        flush();
    }

    private void change(ChannelName channel, boolean occupied, long at) {
        if (occupied ? channels.add(channel) : channels.remove(channel)) {
            add(EventStep.channel(occupied ? Kind.OCCUPIED : Kind.VACATED, channel, at));
        }
    }

    /** A bridge has begun anew: what it does not name soon has no subscriber any more. */
    void onBridgeUp() {
        unheard.addAll(channels);
        unheardUntil = clock.getAsLong() + REPEAT_MILLIS;
    }

    private void add(EventStep step) {
        if (backlog.add(step)) {
            losses.add(1);
            lossy = true;
        }
    }

    void tick() {
        if (!unheard.isEmpty() && clock.getAsLong() >= unheardUntil) {
            long now = System.currentTimeMillis();
            unheard.forEach(channel -> change(channel, false, now));
            unheard.clear();
        }
        lease.tick();
        flush();
    }

    private void flush() {
        if (underWay == null && lease.isHeld() && store.isUp()) {
            if (!backlog.isEmpty()) {
                write();
            } else if (lossy) {
                lossy = false;
                lease.giveUp();
            }
        }
        if (retiring && underWay == null && (backlog.isEmpty() || !lease.isHeld() || !store.isUp())) {
            idle.tryComplete();
        }
    }

    private void write() {
        underWay = backlog.take(EventStore.MAX_STEPS);
        String under = lease.name();
        store.write(under, underWay.steps())
                .onComplete(dropped -> written(under, dropped), failure -> notWritten(under));
    }

    private void written(String under, long dropped) {
        losses.add(dropped);
        if (dropped >= 0 && under.equals(lease.name())) {
            underWay = null;
        } else {
            notWritten(under);
        }
        if (dropped < 0 && under.equals(lease.name())) {
            lease.doubt();
        }
        flush();
    }

    /** Or nobody knows whether it was, or under another lease: it is repeated. Moves have been made anew meanwhile. */
    private void notWritten(String under) {
        if (!underWay.moves() || under.equals(lease.name())) {
            backlog.putBack(underWay);
        }
        underWay = null;
    }

    @Override
    public void onHeld() {
        flush();
    }

    /** Whatever the store had confirmed of what is still there has to be put under the new lease first. */
    @Override
    public void onReplaced(Lease.Fate fate) {
        boolean moving = backlog.isMoving() || underWay != null && underWay.moves();
        forgotten = fate == Lease.Fate.FORGOTTEN || forgotten && moving;
        List<EventStep> unanswered = underWay != null && !underWay.moves() ? underWay.steps() : List.of();
        Set<String> untold = backlog.beginnings();
        unanswered.forEach(step -> Backlog.addBeginning(step, untold));
        backlog.forgetMoves();
        move(untold, System.currentTimeMillis());
        if (forgotten) {
            backlog.endings(unanswered).forEach(this::keep);
        }
    }

    /** Its end is still to be told, and only what is known to the store can end there. */
    private void keep(String channel) {
        backlog.move(new EventStep(Kind.KEPT, channel, "", System.currentTimeMillis(), 0));
    }

    private void move(Set<String> untold, long now) {
        clients.forEach((client, user) -> {
            if (!untold.contains(client)) {
                backlog.move(EventStep.connection(forgotten ? Kind.RESTORED : Kind.STAYED, client, user, now, 0));
            }
        });
        for (ChannelName channel : channels) {
            if (!untold.contains(channel.value())) {
                backlog.move(EventStep.channel(forgotten ? Kind.KEPT : Kind.OCCUPIED, channel, now));
            }
        }
    }

    @Override
    public void onLapsed(List<String> leases) {
        for (String lapsed : leases) {
            if (sweeping.add(lapsed)) {
                store.sweep(lapsed).onSuccess(losses::add).onComplete(done -> sweeping.remove(lapsed));
            }
        }
    }

    /** This node goes: what can be written is written, and what remains is left to the others. Never fails. */
    Future<Void> retire() {
        retiring = true;
        flush();
        return idle.future().compose(written -> lease.retire(Duration.ZERO)).otherwiseEmpty();
    }
}
