package io.carillon.bench;

import io.carillon.bench.Settings.Scenario;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.HdrHistogram.Histogram;

/** The steps of one run, in the order of its scenario, and what was measured on the way. */
final class Run implements Steps {
    private static final Duration SETTLE = Duration.ofMillis(500);
    private static final Duration QUIET = Duration.ofMillis(1500);
    private static final Duration SLACK = Duration.ofSeconds(10);
    private static final double NANOS = 1e9;
    private static final double NANOS_PER_MICRO = 1e3;

    private final Settings settings;
    private final Plan plan;
    private final Fleet fleet;
    private final Progress progress;

    private boolean inTime = true;
    private long connectingSince;
    private ServerUsage unconnected;
    private ServerUsage connected;
    private ServerUsage atStart;
    private ServerUsage atEnd;
    private Counts countsAtStart = new Counts();
    private long startedAt;
    private long endedAt;

    Run(Settings settings, Fleet fleet, Progress progress) {
        this.settings = settings;
        plan = settings.plan();
        this.fleet = fleet;
        this.progress = progress;
    }

    @Override
    public void perform() throws InterruptedException {
        fleet.await(any -> true, SLACK);
        unconnected = usage();
        connected = unconnected;
        switch (settings.scenario()) {
            case FAN_OUT, CHANNELS -> {
                connect();
                publish();
            }
            case STORM -> storm();
            case IDLE -> {
                connect();
                hold();
            }
            case CHURN -> churn();
        }
    }

    private ServerUsage usage() {
        return ServerUsage.of(settings.pids());
    }

    private void connect() throws InterruptedException {
        progress.phase("connecting");
        connectingSince = System.nanoTime();
        connect(Role.SUBSCRIBER, 0, plan.subscribers(), fleet.size());
        connect(Role.STALLED, plan.subscribers(), plan.stalled(), fleet.size());
        connect(Role.PUBLISHER, plan.subscribers() + plan.stalled(), plan.publishers(), 1);
        fleet.await(never -> false, SETTLE);
        connected = usage();
    }

    /** @param workers the first of them, over which the connections are spread */
    private void connect(Role role, int first, int count, int workers) throws InterruptedException {
        Entry entry = settings.entry().share(workers);
        for (int worker = 0; worker < workers; worker++) {
            int own = (count - worker + workers - 1) / workers;
            if (own > 0) {
                fleet.order(worker, new Order.Connect(role, first + worker, workers, own, entry));
            }
        }
        double seconds = entry.perSecond() == 0 ? 0 : count / settings.entry().perSecond();
        Duration atMost = entry.timeout()
                .multipliedBy(2 + count / (10L * settings.entry().inFlight()))
                .plusMillis((long) (2000 * seconds));
        inTime &= fleet.await(counts -> counts.get(Count.PENDING) == 0, atMost);
    }

    private void publish() throws InterruptedException {
        long[] subscribers = subscribers();
        if (!settings.warmUp().isZero()) {
            progress.phase("warming up");
            publish(settings.warmUp(), false, subscribers);
        }
        progress.phase("measuring");
        begin();
        publish(settings.duration(), true, subscribers);
        end();
        endedAt = Math.max(fleet.counts().get(Count.LAST_DELIVERY_AT), startedAt + openLoopNanos());
        if (plan.stalled() > 0) {
            progress.phase("waking the stalled");
            fleet.order(new Order.Wake());
            fleet.await(never -> false, QUIET);
        }
        fleet.await(never -> false, SETTLE);
    }

    private long openLoopNanos() {
        return settings.rate() == 0 ? 1 : settings.duration().toNanos();
    }

    private long[] subscribers() throws InterruptedException {
        long[] sum = new long[plan.channels()];
        for (WorkerReport report : fleet.report(true)) {
            for (int channel = 0; channel < sum.length; channel++) {
                sum[channel] += report.subscribers()[channel];
            }
        }
        return sum;
    }

    private void publish(Duration duration, boolean measured, long[] subscribers) throws InterruptedException {
        Pace pace = new Pace(settings.rate(), settings.inFlight(), duration, measured);
        fleet.order(0, new Order.Publish(pace, 0, plan.streams(), subscribers));
        inTime &= fleet.await(counts -> counts.get(Count.PUBLISHING) == 0, duration.plus(SLACK));
        inTime &= fleet.settle(QUIET);
    }

    private void storm() throws InterruptedException {
        progress.phase("connecting");
        begin();
        connectingSince = startedAt;
        connect(Role.SUBSCRIBER, 0, plan.subscribers(), fleet.size());
        end();
        fleet.await(never -> false, SETTLE);
        connected = usage();
    }

    private void hold() throws InterruptedException {
        progress.phase("holding");
        begin();
        fleet.await(never -> false, settings.duration());
        end();
    }

    private void churn() throws InterruptedException {
        progress.phase("connecting and closing");
        fleet.order(new Order.Cycle(true));
        begin();
        connectingSince = startedAt;
        Entry entry = settings.entry().share(fleet.size());
        for (int worker = 0; worker < fleet.size(); worker++) {
            int own = (plan.subscribers() - worker + fleet.size() - 1) / fleet.size();
            fleet.order(worker, new Order.Connect(Role.SUBSCRIBER, worker, fleet.size(), own, entry));
        }
        fleet.await(never -> false, settings.duration());
        end();
        fleet.order(new Order.Cycle(false));
        inTime &= fleet.await(
                counts -> counts.get(Count.PENDING) == 0, entry.timeout().plus(SLACK));
    }

    private void begin() {
        countsAtStart = fleet.counts();
        atStart = usage();
        startedAt = System.nanoTime();
    }

    private void end() {
        endedAt = System.nanoTime();
        atEnd = usage();
    }

    @Override
    public Report report(boolean interrupted) throws InterruptedException {
        if (startedAt != 0 && endedAt == 0) {
            end();
        }
        List<WorkerReport> reports = fleet.report(false);
        Counts counts = new Counts();
        Faults faults = new Faults();
        for (WorkerReport report : reports) {
            counts.add(report.counts());
            faults.add(report.faults());
        }
        return new Result(
                settings,
                inTime && !interrupted,
                connections(counts, reports),
                plan.publishers() == 0 ? Optional.empty() : Optional.of(traffic(counts, reports)),
                cost(counts),
                faults.counts());
    }

    private Result.Connections connections(Counts counts, List<WorkerReport> reports) {
        double seconds = Math.max(1, counts.get(Count.LAST_OPENED_AT) - connectingSince) / NANOS;
        return new Result.Connections(
                counts.get(Count.OPEN),
                counts.get(Count.OPENED),
                counts.get(Count.FAILED),
                counts.get(Count.DROPPED),
                counts.get(Count.STALLED_OPEN),
                counts.get(Count.STALLED_DROPPED),
                counts.get(Count.OPENED) / seconds,
                quantiles(reports, WorkerReport::connectTime),
                quantiles(reports, WorkerReport::reconnectTime));
    }

    private Result.Traffic traffic(Counts counts, List<WorkerReport> reports) {
        return new Result.Traffic(
                counts,
                counts.since(countsAtStart),
                counts.missing(),
                startedAt == 0 ? 0 : (endedAt - startedAt) / NANOS,
                quantiles(reports, WorkerReport::latency),
                LastDelivery.of(reports.stream().map(WorkerReport::latest).toList()));
    }

    private static Quantiles quantiles(List<WorkerReport> reports, Function<WorkerReport, String> which) {
        Histogram sum = Quantiles.histogram();
        reports.forEach(report -> sum.add(Quantiles.decode(which.apply(report))));
        return Quantiles.of(sum);
    }

    private Optional<Result.Cost> cost(Counts counts) {
        if (settings.pids().isEmpty() || atEnd == null) {
            return Optional.empty();
        }
        Counts during = counts.since(countsAtStart);
        boolean traffic = plan.publishers() > 0;
        long units = Math.max(1, during.get(traffic ? Count.MEASURED_DELIVERED : Count.OPENED));
        double cpu = atEnd.cpuNanos() - atStart.cpuNanos();
        long open = Math.max(1, counts.get(Count.OPEN));
        return Optional.of(new Result.Cost(
                cpu / NANOS_PER_MICRO / units,
                traffic ? "delivery" : settings.scenario() == Scenario.IDLE ? "" : "connection",
                cpu / Math.max(1, endedAt - startedAt),
                connected.residentBytes(),
                (connected.residentBytes() - unconnected.residentBytes()) / open));
    }
}
