package io.carillon.metrics;

import io.carillon.bus.Addresses;
import io.carillon.bus.BrokerQuestion;
import io.carillon.bus.Bus;
import io.carillon.bus.StatsAnswer;
import io.carillon.config.MetricsConfig;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.ContextInternal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Gathers and shows: brings the gauges up to date before each scrape, answers for the statistics, writes them to the
 * log. It owns no number itself, so that a restart loses none. One per process.
 */
public final class MetricsVerticle extends VerticleBase {
    /** How long a scrape waits for a hub or for the bridge. */
    static final Duration DEADLINE = Duration.ofMillis(500);

    private static final Duration PROBE_PERIOD = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(MetricsVerticle.class);

    private final Bus bus;
    private final Exposition exposition;
    private final MetricsConfig config;
    private final CensusTaker censusTaker;
    private final Clock clock;
    private final Instant started;
    private List<Long> lastCounts = List.of();

    /**
     * @param hubs number of hubs, counted from 0
     * @param started when the process began, by {@code clock}
     */
    public MetricsVerticle(
            Bus bus, Exposition exposition, MetricsConfig config, int hubs, Clock clock, Instant started) {
        this.bus = bus;
        this.exposition = exposition;
        this.config = config;
        this.clock = clock;
        this.started = started;
        censusTaker = new CensusTaker(bus, hubs, exposition.meters()::busLag);
    }

    @Override
    public Future<?> start() {
        bus.answer(Addresses.METRICS_ALIVE, alive -> Future.succeededFuture());
        bus.answer(Addresses.SCRAPE, scrape -> refresh().compose(done -> vertx.executeBlocking(exposition::text)));
        bus.answer(Addresses.STATS, question -> stats());
        bus.answer(Addresses.STATS_RESET, reset -> vertx.executeBlocking(this::reset));
        startProbe();
        if (!config.logInterval().isZero()) {
            vertx.setPeriodic(Math.max(1, config.logInterval().toMillis()), timer -> writeStatistics());
        }
        return Future.succeededFuture();
    }

    private void startProbe() {
        ContextInternal internal = (ContextInternal) context;
        EventLoopProbe probe = new EventLoopProbe(internal.nettyEventLoop().parent(), exposition.meters());
        probe.probe();
        vertx.setPeriodic(PROBE_PERIOD.toMillis(), timer -> probe.probe());
    }

    private Future<?> refresh() {
        Future<?> broker = bus.ask(Addresses.BROKER_STATUS, new BrokerQuestion(), DEADLINE)
                .otherwise(false)
                .onSuccess(exposition.meters()::brokerUp);
        return Future.all(census(), broker);
    }

    private Future<Population> census() {
        return censusTaker.count(DEADLINE).onSuccess(exposition.meters()::population);
    }

    private Future<StatsAnswer> stats() {
        return vertx.executeBlocking(
                () -> new StatsAnswer(uptime(), exposition.histograms().encoded()));
    }

    private Void reset() {
        exposition.histograms().reset();
        return null;
    }

    private Duration uptime() {
        return Duration.between(started, clock.instant());
    }

    private void writeStatistics() {
        census().onSuccess(population -> vertx.executeBlocking(
                        () -> exposition.histograms().summaries())
                .onSuccess(summaries -> write(population, summaries)));
    }

    /** Nothing where nothing has happened since the last line. */
    private void write(Population population, Map<Measure, Summary> summaries) {
        List<Long> counts = Stream.concat(
                        Stream.of((long) population.connections()),
                        summaries.values().stream().map(Summary::count))
                .toList();
        if (counts.equals(lastCounts)) {
            return;
        }
        lastCounts = counts;
        LoggingEventBuilder line = LOG.atInfo()
                .addKeyValue("uptime", uptime().truncatedTo(ChronoUnit.SECONDS))
                .addKeyValue("connections", population.connections());
        summaries.forEach((measure, summary) -> line.addKeyValue(measure.text() + ".count", summary.count())
                .addKeyValue(measure.text() + ".avg", Summary.millis(summary.avg()))
                .addKeyValue(measure.text() + ".p95", Summary.millis(summary.p95()))
                .addKeyValue(measure.text() + ".p99", Summary.millis(summary.p99())));
        line.log("Statistics");
    }
}
