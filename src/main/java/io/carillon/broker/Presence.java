package io.carillon.broker;

import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Who is in which channel, at the bridge: hears the hubs, and answers them. On the bridge's event loop. */
final class Presence {
    private static final long TICK_MILLIS = 250;

    private final Vertx vertx;
    private final PresenceStore store;
    private final Roster roster;
    private long timer;

    private Presence(Context context, PresenceStore store, PresenceSettings settings) {
        vertx = context.owner();
        this.store = store;
        roster = new Roster(
                store,
                settings::isAnnounced,
                settings.grace(),
                settings.leases(),
                () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()),
                settings.meters());
    }

    /** Nothing where no channel's members are kept. */
    static Optional<Presence> open(Context context, BrokerDriver driver, Bus bus, PresenceSettings settings) {
        if (!settings.isOn()) {
            return Optional.empty();
        }
        Presence presence = new Presence(context, driver.openPresence(context), settings);
        Questions questions = new Questions(presence.store);
        bus.listen(Addresses.MOVEMENTS, presence.roster::take);
        bus.answer(Addresses.ATTENDANCE, questions::ask);
        presence.wind();
        return Optional.of(presence);
    }

    /** A timer that is wound again each time: after a pause of the process there is one tick, not all that were missed. */
    private void wind() {
        roster.tick();
        timer = vertx.setTimer(TICK_MILLIS, id -> wind());
    }

    void hubReset(int hub) {
        roster.hubReset(hub);
    }

    Future<Void> close() {
        vertx.cancelTimer(timer);
        return roster.retire().eventually(store::close);
    }
}
