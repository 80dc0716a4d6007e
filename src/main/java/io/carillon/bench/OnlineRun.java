package io.carillon.bench;

import io.carillon.bench.cluster.LocalCluster;
import io.carillon.bench.cluster.LocalNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The steps of a run with a whole cluster, once it stands. */
final class OnlineRun {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final Duration MAX_OUTAGE = Duration.ofMinutes(6);
    private static final Duration AGAIN = Duration.ofSeconds(10);
    private static final Duration SLACK = Duration.ofSeconds(30);
    private static final int CONNECT_MILLIS_EACH = 10;
    private static final double MIN_LAST_RATE = 200;
    private static final double LAST_ROUND_SECONDS = 20;
    private static final double NANOS = 1e9;

    private final OnlineSettings settings;
    private final LocalCluster cluster;
    private final Crowd crowd;
    private final Progress progress;
    private final List<Finding> findings;

    /** @param findings where each step adds what it has found */
    OnlineRun(OnlineSettings settings, LocalCluster cluster, Crowd crowd, Progress progress, List<Finding> findings) {
        this.settings = settings;
        this.cluster = cluster;
        this.crowd = crowd;
        this.progress = progress;
        this.findings = findings;
    }

    /** @return whether all steps were taken; without everybody connected the others would mean nothing */
    boolean perform() throws IOException, InterruptedException {
        Tally connected = connect();
        if (connected.counts().get(Count.OPEN) != settings.total()) {
            return false;
        }
        long[] subscribers = connected.subscribers();
        lobby("lobby", "one channel", settings.lobbyTime(), subscribers);
        rooms(subscribers);
        outage(subscribers);
        lobby("lobbyAgain", "one channel again", again(), subscribers);
        drain();
        return true;
    }

    private Duration again() {
        return settings.lobbyTime().compareTo(AGAIN) < 0 ? settings.lobbyTime() : AGAIN;
    }

    private void step(String what, Object... values) {
        String text = Rows.text(what, values);
        progress.say("carillon: " + text);
        progress.phase(text);
    }

    private Tally connect() throws InterruptedException {
        List<Long> bare = resident();
        long redisBare = redisResident();
        step("connecting %,d clients", settings.total());
        long begun = System.nanoTime();
        Entry entry = new Entry(0, settings.handshakes(), CONNECT_TIMEOUT, true);
        crowd.connect(entry, SLACK.plusMillis((long) CONNECT_MILLIS_EACH * settings.total()));
        crowd.pause(CALM);
        Tally tally = crowd.tally();
        double seconds = (tally.counts().get(Count.LAST_OPENED_AT) - begun) / NANOS;
        findings.add(new Connected(settings.total(), seconds, tally));
        findings.add(new Footprint(bare, resident(), redisBare, redisResident(), settings.total()));
        return tally;
    }

    private List<Long> resident() {
        return cluster.nodes().stream()
                .map(node -> ServerUsage.of(List.of(node.pid())).residentBytes())
                .toList();
    }

    private long redisResident() {
        return ServerUsage.of(List.of(cluster.redis().pid())).residentBytes();
    }

    private long cpuNanos() {
        return ServerUsage.of(cluster.nodes().stream().map(LocalNode::pid).toList())
                .cpuNanos();
    }

    private void lobby(String name, String title, Duration time, long[] subscribers) throws InterruptedException {
        step("publishing to all, %s a second", settings.lobbyRate());
        Tally before = crowd.tally();
        crowd.publishInLobby(new Pace(settings.lobbyRate(), 0, warmUp(time), false), subscribers);
        Expense begun = expense();
        crowd.publishInLobby(new Pace(settings.lobbyRate(), 0, time, true), subscribers);
        findings.add(spread(name, title, before, expense().since(begun)));
    }

    private void rooms(long[] subscribers) throws InterruptedException {
        step("publishing in %,d rooms, %s messages a second", settings.rooms(), settings.roomRate());
        Duration time = settings.roomTime();
        Tally before = crowd.tally();
        crowd.publishInRooms(new Pace(settings.roomRate(), 0, warmUp(time), false), subscribers);
        Expense begun = expense();
        crowd.publishInRooms(new Pace(settings.roomRate(), 0, time, true), subscribers);
        findings.add(spread("rooms", "rooms", before, expense().since(begun)));
    }

    private static Duration warmUp(Duration time) {
        return time.compareTo(WARM_UP) < 0 ? time : WARM_UP;
    }

    private Expense expense() {
        return new Expense(System.nanoTime(), cpuNanos(), crowd.cpuNanos());
    }

    private Spread spread(String name, String title, Tally before, Expense expense) throws InterruptedException {
        Tally after = crowd.tally();
        return new Spread(
                name,
                title,
                after.counts().since(before.counts()),
                after.faults().since(before.faults()),
                after.latency(),
                after.last(),
                expense);
    }

    /**
     * Afterwards each room gets a message more: a client that was away learns from it what it has missed, and one that was
     * not would show a loss.
     */
    private void outage(long[] subscribers) throws IOException, InterruptedException {
        OutageWatch watch = new OutageWatch(crowd, cluster, settings);
        Tally before = crowd.tally();
        crowd.beginInRooms(new Pace(settings.roomRate(), 0, MAX_OUTAGE, true), subscribers);
        crowd.pause(CALM);
        step("node %d is killed; its %,d clients go elsewhere", settings.victim() + 1, watch.held());
        watch.run();
        crowd.hush();
        Tally during = crowd.tally();
        step("publishing once in each room, to find what was missed");
        double rate = Math.max(MIN_LAST_RATE, settings.rooms() / LAST_ROUND_SECONDS);
        Duration time =
                Duration.ofMillis((long) (1000 * settings.rooms() / rate)).plus(CALM);
        crowd.publishInRooms(new Pace(rate, 0, time, false), subscribers);
        Tally after = crowd.tally();
        findings.add(watch.outage(
                after.counts().since(before.counts()), after.faults().since(before.faults()), during));
    }

    private void drain() throws InterruptedException {
        crowd.stayAway();
        Tally before = crowd.tally();
        Duration over = settings.shape().drain();
        step("all nodes end, over %s seconds", over.toSeconds());
        long begun = System.nanoTime();
        cluster.nodes().forEach(LocalNode::terminate);
        crowd.await(counts -> counts.get(Count.OPEN) == 0, over.plus(SLACK));
        double closed = (System.nanoTime() - begun) / NANOS;
        List<Integer> exitCodes = new ArrayList<>();
        for (LocalNode node : cluster.nodes()) {
            exitCodes.add(node.exitCode(SLACK).orElse(-1));
        }
        double ended = (System.nanoTime() - begun) / NANOS;
        Tally after = crowd.tally();
        findings.add(new Farewell(
                over,
                before.counts().get(Count.OPEN),
                closed,
                ended,
                exitCodes,
                after.counts().since(before.counts()),
                after.faults().since(before.faults())));
    }
}
