package io.carillon.heartbeat;

import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Pulse;
import io.carillon.bus.SweepReport;
import io.carillon.config.HeartbeatConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.function.Consumer;

/** Tells every hub the time, slice by slice, and passes on what the hubs report of their sweeps. One per process. */
public final class HeartbeatVerticle extends VerticleBase {
    private final Bus bus;
    private final HeartbeatConfig config;
    private final Clock clock;
    private final Consumer<SweepReport> reports;
    private Schedule schedule;

    /**
     * @param clock the time that pulses carry
     * @param reports is given each hub's report, on this verticle's event loop
     */
    public HeartbeatVerticle(Bus bus, HeartbeatConfig config, Clock clock, Consumer<SweepReport> reports) {
        this.bus = bus;
        this.config = config;
        this.clock = clock;
        this.reports = reports;
    }

    @Override
    public Future<?> start() {
        bus.listen(Addresses.SWEEP, reports);
        bus.answer(Addresses.HEARTBEAT_ALIVE, alive -> Future.succeededFuture());
        schedule = new Schedule(config.interval(), System.nanoTime());
        vertx.setPeriodic(Math.max(1, schedule.period().toMillis()), timer -> beat());
        return Future.succeededFuture();
    }

    private void beat() {
        long now = clock.millis();
        schedule.advance(
                System.nanoTime(), slice -> bus.tellAll(Addresses.PULSE, new Pulse(now, slice, schedule.slices())));
    }
}
