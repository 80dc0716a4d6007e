package io.carillon.broker;

import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Occupancy;
import io.carillon.channel.ChannelName;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells the hooks which channels have a subscriber on this node: what one turn of the event loop brings is one word. At the
 * bridge, and only where hooks want to know.
 */
final class OccupancyLog {
    private final Bus bus;
    private final Context context;
    private final Clock clock;
    private final Handler<Void> flush = nothing -> flush();
    private final Set<ChannelName> occupied = new HashSet<>();
    private List<Occupancy> list = new ArrayList<>();

    OccupancyLog(Bus bus, Context context, Clock clock) {
        this.bus = bus;
        this.context = context;
        this.clock = clock;
    }

    void occupied(ChannelName channel) {
        if (occupied.add(channel)) {
            add(channel, true);
        }
    }

    /** Without effect for a channel that never was occupied. */
    void vacated(ChannelName channel) {
        if (occupied.remove(channel)) {
            add(channel, false);
        }
    }

    /** Says again what is occupied, to one who knows nothing. */
    void repeat() {
        occupied.forEach(channel -> add(channel, true));
    }

    private void add(ChannelName channel, boolean isOccupied) {
        if (list.isEmpty()) {
            context.runOnContext(flush);
        }
        list.add(new Occupancy(channel, isOccupied, clock.millis()));
    }

    private void flush() {
        List<Occupancy> told = list;
        list = new ArrayList<>();
        bus.tell(Addresses.OCCUPANCIES, told);
    }
}
