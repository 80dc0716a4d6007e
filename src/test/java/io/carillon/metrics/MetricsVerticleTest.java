package io.carillon.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.carillon.bus.Addresses;
import io.carillon.bus.Alive;
import io.carillon.bus.Bus;
import io.carillon.bus.FakeBridge;
import io.carillon.bus.FakeHub;
import io.carillon.bus.Scrape;
import io.carillon.bus.StatsAnswer;
import io.carillon.bus.StatsQuestion;
import io.carillon.bus.StatsReset;
import io.carillon.bus.SweepReport;
import io.carillon.config.MetricsConfig;
import io.carillon.testing.Await;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MetricsVerticleTest {
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final Instant STARTED = Instant.ofEpochSecond(1_700_000_000);
    private static final Clock CLOCK = Clock.fixed(STARTED.plusSeconds(90), ZoneOffset.UTC);

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final Exposition exposition = new Exposition();

    @AfterEach
    void close() {
        vertx.close().await();
        exposition.close();
    }

    @Test
    void a_scrape_shows_what_the_hubs_have_now_and_counts_a_channel_once() {
        vertx.deployVerticle(new FakeHub(bus, 0, 3, 4, "a", "b")).await();
        vertx.deployVerticle(new FakeHub(bus, 1, 5, 6, "b", "c")).await();
        deploy(Duration.ZERO, 2);
        Scraped scraped = scrape();
        assertThat(scraped.value("carillon_connections")).isEqualTo(8);
        assertThat(scraped.value("carillon_subscriptions")).isEqualTo(10);
        assertThat(scraped.value("carillon_channels")).isEqualTo(3);
        assertThat(scraped.value("carillon_bus_lag_seconds_count{hub=\"1\"}")).isEqualTo(1);
    }

    @Test
    void a_hub_that_does_not_answer_keeps_its_last_value() {
        vertx.deployVerticle(new FakeHub(bus, 0, 3, 4, "a")).await();
        String second = vertx.deployVerticle(new FakeHub(bus, 1, 5, 6, "b")).await();
        deploy(Duration.ZERO, 2);
        scrape();
        vertx.undeploy(second).await();
        assertThat(scrape().value("carillon_connections")).isEqualTo(8);
    }

    @Test
    void the_broker_is_up_while_the_bridge_says_so_and_down_when_there_is_none() {
        String bridge = vertx.deployVerticle(new FakeBridge(bus)).await();
        deploy(Duration.ZERO, 0);
        assertThat(scrape().value("carillon_broker_up")).isEqualTo(1);
        vertx.undeploy(bridge).await();
        assertThat(scrape().value("carillon_broker_up")).isZero();
    }

    @Test
    void durations_are_summaries_in_seconds() {
        exposition.histograms().record(Measure.PUBLISH, Duration.ofMillis(20).toNanos());
        exposition.histograms().record(Measure.PUBLISH, Duration.ofMillis(40).toNanos());
        deploy(Duration.ZERO, 0);
        Scraped scraped = scrape();
        assertThat(scraped.value("carillon_publish_seconds_count")).isEqualTo(2);
        assertThat(scraped.value("carillon_publish_seconds_sum")).isCloseTo(0.06, within(0.0001));
        assertThat(scraped.value("carillon_publish_seconds{quantile=\"0.5\"}")).isCloseTo(0.02, within(0.0001));
        assertThat(scraped.value("carillon_publish_seconds{quantile=\"0.99\"}")).isCloseTo(0.04, within(0.0001));
    }

    @Test
    void every_event_loop_is_probed() {
        deploy(Duration.ZERO, 0);
        assertThat(scrape().labels.get("carillon_event_loop_lag_seconds")).contains("loop");
    }

    @Test
    void statistics_are_answered_with_the_uptime_and_forgotten_on_reset() {
        deploy(Duration.ZERO, 0);
        exposition.histograms().record(Measure.FAN_OUT, 1_000);
        StatsAnswer before = ask();
        assertThat(before.uptime()).isEqualTo(Duration.ofSeconds(90));
        assertThat(before.histograms()).containsOnlyKeys("messageProcessing", "publish", "fanOut");
        assertThat(Track.decode(before.histograms().get("fanOut")).getTotalCount())
                .isEqualTo(1);
        bus.ask(Addresses.STATS_RESET, new StatsReset(), DEADLINE).await();
        assertThat(Track.decode(ask().histograms().get("fanOut")).getTotalCount())
                .isZero();
    }

    @Test
    void a_restart_of_the_verticle_loses_no_number() {
        vertx.deployVerticle(new FakeHub(bus, 0, 3, 4, "a")).await();
        String first = deploy(Duration.ZERO, 1);
        exposition.meters().received(10);
        exposition.histograms().record(Measure.PUBLISH, 1_000);
        scrape();
        vertx.undeploy(first).await();
        deploy(Duration.ZERO, 1);
        Scraped scraped = scrape();
        assertThat(scraped.value("carillon_messages_received_total")).isEqualTo(1);
        assertThat(scraped.value("carillon_publish_seconds_count")).isEqualTo(1);
        assertThat(scraped.value("carillon_connections")).isEqualTo(3);
    }

    @Test
    void the_statistics_line_names_every_measure() throws InterruptedException {
        vertx.deployVerticle(new FakeHub(bus, 0, 3, 4, "a")).await();
        exposition.histograms().record(Measure.PUBLISH, Duration.ofMillis(20).toNanos());
        Line line = new Line();
        line.attach();
        try {
            deploy(Duration.ofMillis(50), 1);
            Map<String, Object> pairs = line.next();
            assertThat(pairs).containsEntry("connections", 3).containsEntry("uptime", Duration.ofSeconds(90));
            assertThat(pairs).containsKeys("messageProcessing.count", "fanOut.p95", "publish.avg", "publish.p99");
            assertThat(pairs).containsEntry("publish.count", 1L);
        } finally {
            line.detach();
        }
    }

    /** A second hub counts the rounds: in each of them there would have been a line. */
    @Test
    void aNodeWhereNothingHappensDoesNotRepeatTheLine() throws InterruptedException {
        vertx.deployVerticle(new FakeHub(bus, 0, 3, 4, "a")).await();
        Line line = new Line();
        line.attach();
        try {
            deploy(Duration.ofMillis(5), 1);
            assertThat(line.next()).containsEntry("connections", 3);
            AtomicInteger rounds = new AtomicInteger();
            vertx.eventBus().addOutboundInterceptor(context -> {
                if (context.message().address().equals(Addresses.census(0).name())) {
                    rounds.incrementAndGet();
                }
                context.next();
            });
            Await.until("three more rounds", () -> rounds.get() > 3);
            exposition
                    .histograms()
                    .record(Measure.PUBLISH, Duration.ofMillis(20).toNanos());
            assertThat(line.next()).containsEntry("publish.count", 1L);
        } finally {
            line.detach();
        }
    }

    @Test
    void codes_that_clients_invent_share_one_series() {
        exposition.meters().closed(1001);
        exposition.meters().closed(4321);
        exposition.meters().closed(4322);
        Scraped scraped = new Scraped(exposition.text());
        assertThat(scraped.value("carillon_connections_closed_total{code=\"1001\"}"))
                .isEqualTo(1);
        assertThat(scraped.value("carillon_connections_closed_total{code=\"other\"}"))
                .isEqualTo(2);
    }

    @Test
    void sweeps_are_added_up() {
        exposition.meters().swept(new SweepReport(0, 10, 1));
        exposition.meters().swept(new SweepReport(1, 20, 2));
        Scraped scraped = new Scraped(exposition.text());
        assertThat(scraped.value("carillon_heartbeat_pinged_total")).isEqualTo(30);
        assertThat(scraped.value("carillon_heartbeat_terminated_total")).isEqualTo(3);
    }

    @Test
    void it_shows_that_it_is_alive() {
        deploy(Duration.ZERO, 0);
        bus.ask(Addresses.METRICS_ALIVE, new Alive(), DEADLINE).await();
    }

    private String deploy(Duration logInterval, int hubs) {
        MetricsConfig config = new MetricsConfig(logInterval);
        return vertx.deployVerticle(new MetricsVerticle(bus, exposition, config, hubs, CLOCK, STARTED))
                .await();
    }

    private Scraped scrape() {
        return new Scraped(bus.ask(Addresses.SCRAPE, new Scrape(), DEADLINE).await());
    }

    private StatsAnswer ask() {
        return bus.ask(Addresses.STATS, new StatsQuestion(), DEADLINE).await();
    }

    private static final class Line extends AppenderBase<ILoggingEvent> {
        private final BlockingQueue<ILoggingEvent> events = new LinkedBlockingQueue<>();
        private final Logger logger = (Logger) LoggerFactory.getLogger(MetricsVerticle.class);

        void attach() {
            start();
            logger.addAppender(this);
        }

        void detach() {
            logger.detachAppender(this);
        }

        Map<String, Object> next() throws InterruptedException {
            ILoggingEvent event = events.poll(10, TimeUnit.SECONDS);
            assertThat(event).isNotNull();
            assertThat(event.getMessage()).isEqualTo("Statistics");
            return event.getKeyValuePairs().stream().collect(Collectors.toMap(pair -> pair.key, pair -> pair.value));
        }

        @Override
        protected void append(ILoggingEvent event) {
            events.add(event);
        }
    }
}
