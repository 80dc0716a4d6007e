package io.carillon.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Connects everybody, cuts all connections, publishes meanwhile, and lets everybody come back at once. */
final class RecoveryRun implements Steps {
    private static final Duration SLACK = Duration.ofSeconds(30);
    private static final Duration SETTLE = Duration.ofMillis(500);
    private static final int CONNECT_MILLIS_EACH = 10;
    private static final int DELIVERY_MICROS_EACH = 50;
    private static final double MAX_MISSED_RATE = 1000;
    private static final double NANOS = 1e9;

    private final RecoverySettings settings;
    private final Plan plan;
    private final Crowd crowd;
    private final Progress progress;
    private final HistoryReads historyReads;
    private final List<Finding> findings = new ArrayList<>();
    private boolean complete;

    RecoveryRun(RecoverySettings settings, Fleet fleet, Progress progress) {
        this.settings = settings;
        plan = settings.plan();
        crowd = new Crowd(fleet, plan);
        this.progress = progress;
        historyReads = new HistoryReads(settings.metrics());
    }

    @Override
    public void perform() throws InterruptedException {
        historyReads.now();
        Tally connected = connect();
        if (connected.counts().get(Count.OPEN) != plan.connections()) {
            return;
        }
        long[] subscribers = connected.subscribers();
        if (!settings.warmUp().isZero()) {
            progress.phase("publishing");
            crowd.publishInLobby(new Pace(settings.rate(), 0, settings.warmUp(), false), subscribers);
        }
        progress.phase("away");
        crowd.cut(SLACK);
        miss(subscribers);
        progress.phase("coming back");
        recover(connected, subscribers);
        complete = crowd.isInTime();
    }

    private Tally connect() throws InterruptedException {
        progress.phase("connecting");
        long begun = System.nanoTime();
        Entry entry = settings.entry();
        double paced = entry.perSecond() == 0 ? 0 : 2 * plan.connections() / entry.perSecond();
        crowd.connect(entry, timeForAll().plusMillis((long) (1000 * paced)));
        crowd.pause(SETTLE);
        Tally tally = crowd.tally();
        double seconds = (tally.counts().get(Count.LAST_OPENED_AT) - begun) / NANOS;
        findings.add(new Connected(plan.connections(), seconds, tally));
        return tally;
    }

    private Duration timeForAll() {
        return SLACK.plusMillis((long) CONNECT_MILLIS_EACH * plan.connections());
    }

    /** Afterwards the broker has what was published: the publisher awaits no answers. */
    private void miss(long[] subscribers) throws InterruptedException {
        double rate = Math.min(settings.missed(), MAX_MISSED_RATE);
        Duration atMost = SLACK.plusSeconds((long) (settings.missed() / rate));
        crowd.beginInLobby(new Pace(rate, 0, atMost, false, settings.missed()), subscribers);
        crowd.await(counts -> counts.get(Count.PUBLISHING) == 0, atMost.plus(SLACK));
        crowd.pause(SETTLE);
    }

    private void recover(Tally before, long[] subscribers) throws InterruptedException {
        Duration atMost =
                timeForAll().plusMillis((long) settings.missed() * plan.subscribers() * DELIVERY_MICROS_EACH / 1000);
        ServerUsage usageBefore = usage();
        OptionalLong readsBefore = historyReads.now();
        long begun = System.nanoTime();
        crowd.beginInLobby(new Pace(settings.rate(), 0, atMost.plus(SLACK), false), subscribers);
        crowd.comeBack(settings.again(), atMost);
        long passed = System.nanoTime() - begun;
        ServerUsage usage = usage();
        OptionalLong reads = historyReads.now();
        crowd.hush();
        publishLast(subscribers);
        findings.add(Recovery.of(
                settings,
                begun,
                before,
                crowd.tally(),
                reads.isPresent() ? OptionalLong.of(reads.getAsLong() - readsBefore.getAsLong()) : reads,
                settings.pids().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Recovery.Cost(passed, usageBefore, usage))));
    }

    /** From it whoever was told of a gap learns how large it was. */
    private void publishLast(long[] subscribers) throws InterruptedException {
        crowd.publishInLobby(new Pace(settings.rate(), 0, SLACK, false, 1), subscribers);
    }

    private ServerUsage usage() {
        return ServerUsage.of(settings.pids());
    }

    @Override
    public Report report(boolean interrupted) throws InterruptedException {
        return new RecoveryResult(settings, findings, crowd.tally().faults(), complete && !interrupted);
    }
}
