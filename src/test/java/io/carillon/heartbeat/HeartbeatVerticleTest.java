package io.carillon.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.Addresses;
import io.carillon.bus.Alive;
import io.carillon.bus.Bus;
import io.carillon.bus.FakeHub;
import io.carillon.bus.Pulse;
import io.carillon.bus.SweepReport;
import io.carillon.config.HeartbeatConfig;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HeartbeatVerticleTest {
    private static final long NOW = 1_700_000_000_000L;

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final FakeHub first = new FakeHub(bus, 0, 0, 0);
    private final FakeHub second = new FakeHub(bus, 1, 0, 0);
    private final BlockingQueue<SweepReport> reports = new LinkedBlockingQueue<>();

    @BeforeEach
    void deploy() {
        HeartbeatConfig config = new HeartbeatConfig(Duration.ofMillis(500), Duration.ofSeconds(1));
        Clock clock = Clock.fixed(Instant.ofEpochMilli(NOW), ZoneOffset.UTC);
        vertx.deployVerticle(first).await();
        vertx.deployVerticle(second).await();
        vertx.deployVerticle(new HeartbeatVerticle(bus, config, clock, reports::add))
                .await();
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void every_hub_hears_every_slice_in_turn() throws InterruptedException {
        for (FakeHub hub : new FakeHub[] {first, second}) {
            assertThat(hub.pulses.poll(5, TimeUnit.SECONDS)).isEqualTo(new Pulse(NOW, 0, 2));
            assertThat(hub.pulses.poll(5, TimeUnit.SECONDS)).isEqualTo(new Pulse(NOW, 1, 2));
            assertThat(hub.pulses.poll(5, TimeUnit.SECONDS)).isEqualTo(new Pulse(NOW, 0, 2));
        }
    }

    @Test
    void what_hubs_report_is_passed_on() throws InterruptedException {
        SweepReport report = new SweepReport(1, 20, 3);
        bus.tell(Addresses.SWEEP, report);
        assertThat(reports.poll(5, TimeUnit.SECONDS)).isEqualTo(report);
    }

    @Test
    void it_shows_that_it_is_alive() {
        bus.ask(Addresses.HEARTBEAT_ALIVE, new Alive(), Duration.ofSeconds(5)).await();
    }
}
