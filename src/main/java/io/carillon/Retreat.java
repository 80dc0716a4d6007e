package io.carillon;

import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Drain;
import io.carillon.bus.Stay;
import io.carillon.ops.api.InService;
import io.carillon.session.Admission;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Empties the node of its clients: at an operator's word, which can be taken back, or for the end of the process, which
 * cannot. Guarded by its own lock, since the end comes from the thread of the signal.
 */
final class Retreat implements InService {
    /** What a client has to answer its close frame, and some more. */
    private static final Duration FAREWELL = Duration.ofSeconds(8);

    private final Bus bus;
    private final Admission admission;
    private final int hubs;
    private final Duration usual;
    private boolean ending;

    /** @param usual the time over which clients are sent away, unless the operator names another */
    Retreat(Bus bus, Admission admission, int hubs, Duration usual) {
        this.bus = bus;
        this.admission = admission;
        this.hubs = hubs;
        this.usual = usual;
    }

    @Override
    public boolean isDraining() {
        return admission.isDraining();
    }

    @Override
    public synchronized void drain(Optional<Duration> over) {
        if (!ending) {
            admission.drain();
            leave(over.orElse(usual));
        }
    }

    @Override
    public synchronized void resume() {
        if (!ending) {
            for (int hub = 0; hub < hubs; hub++) {
                bus.tell(Addresses.stay(hub), new Stay());
            }
            admission.resume();
        }
    }

    /** For good, whatever was under way; completes when everybody is gone, or should be. */
    synchronized Future<Void> end() {
        ending = true;
        admission.drain();
        return leave(usual);
    }

    private Future<Void> leave(Duration over) {
        Drain drain = new Drain(over);
        Duration deadline = over.plus(FAREWELL);
        List<Future<Void>> drained = new ArrayList<>();
        for (int hub = 0; hub < hubs; hub++) {
            drained.add(bus.ask(Addresses.drain(hub), drain, deadline));
        }
        return Future.join(drained).mapEmpty();
    }
}
