package io.carillon.bench;

import io.carillon.bench.cluster.LocalCluster;
import io.carillon.bench.cluster.LocalNode;
import java.io.IOException;
import java.time.Duration;

/** Kills a node, starts it again, and looks ten times a second how its clients fare. */
final class OutageWatch {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final double MAX_SECONDS = 300;
    private static final double NANOS = 1e9;

    private final Crowd crowd;
    private final LocalCluster cluster;
    private final OnlineSettings settings;
    private final LocalNode node;
    private final long held;

    private Counts before;
    private long killedAt;
    private double served = Double.NaN;
    private long waiting;
    private double restarted = Double.NaN;
    private double ready = Double.NaN;
    private double allServed = Double.NaN;

    OutageWatch(Crowd crowd, LocalCluster cluster, OnlineSettings settings) throws IOException, InterruptedException {
        this.crowd = crowd;
        this.cluster = cluster;
        this.settings = settings;
        node = cluster.nodes().get(settings.victim());
        held = cluster.connections(node);
    }

    long held() {
        return held;
    }

    /** Returns when everybody is served again, or after five minutes. */
    void run() throws IOException, InterruptedException {
        before = crowd.counts();
        node.kill();
        killedAt = System.nanoTime();
        for (double now = 0; now < MAX_SECONDS && !isOver(); now = seconds()) {
            crowd.pause(POLL);
            look(crowd.counts(), seconds());
        }
    }

    private double seconds() {
        return (System.nanoTime() - killedAt) / NANOS;
    }

    private boolean isOver() {
        return !Double.isNaN(ready) && !Double.isNaN(allServed);
    }

    private void look(Counts counts, double now) throws IOException, InterruptedException {
        boolean noticed = counts.since(before).get(Count.DROPPED) >= held;
        if (Double.isNaN(served) && noticed && counts.get(Count.OPEN) >= settings.fits()) {
            served = now;
            waiting = settings.total() - counts.get(Count.OPEN);
        }
        if (Double.isNaN(allServed) && noticed && counts.get(Count.OPEN) == settings.total()) {
            allServed = now;
        }
        if (Double.isNaN(restarted) && now * NANOS >= settings.restartAfter().toNanos()) {
            cluster.startAgain(node);
            restarted = now;
        }
        if (!Double.isNaN(restarted) && Double.isNaN(ready) && node.isReady()) {
            ready = seconds();
        }
    }

    /**
     * @param counts since before the node was killed, up to a last message in each room
     * @param during tally of the time itself
     */
    Outage outage(Counts counts, Faults faults, Tally during) {
        return new Outage(
                settings.victim() + 1,
                held,
                settings.fits(),
                served,
                waiting,
                restarted,
                ready,
                allServed,
                counts,
                faults,
                during.latency(),
                during.last(),
                during.reconnect());
    }
}
