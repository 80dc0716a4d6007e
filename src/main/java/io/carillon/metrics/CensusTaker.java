package io.carillon.metrics;

import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Census;
import io.carillon.bus.CensusQuestion;
import io.carillon.channel.ChannelName;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Has the hubs counted. Each verticle that asks owns one. */
public final class CensusTaker {
    /** Is told how long a hub took to answer, or to let the deadline pass. */
    public interface Stopwatch {
        void answered(int hub, long nanos);
    }

    private final Bus bus;
    private final Stopwatch stopwatch;
    private final Census[] latest;

    public CensusTaker(Bus bus, int hubs, Stopwatch stopwatch) {
        this.bus = bus;
        this.stopwatch = stopwatch;
        latest = new Census[hubs];
        Arrays.fill(latest, new Census(0, 0, Set.of(), false, false));
    }

    /** Completes within the deadline, whatever the hubs do; never fails. */
    public Future<Population> count(Duration deadline) {
        List<Integer> silent = new ArrayList<>();
        List<Integer> mute = new ArrayList<>();
        List<Integer> closed = new ArrayList<>();
        List<Future<?>> answers = new ArrayList<>();
        for (int hub = 0; hub < latest.length; hub++) {
            answers.add(ask(hub, deadline, silent, mute, closed));
        }
        return Future.all(answers).map(all -> add(silent, mute, closed));
    }

    private Future<?> ask(int hub, Duration deadline, List<Integer> silent, List<Integer> mute, List<Integer> closed) {
        long asked = System.nanoTime();
        return bus.ask(Addresses.census(hub), new CensusQuestion(), deadline)
                .onComplete(answer -> stopwatch.answered(hub, System.nanoTime() - asked))
                .onSuccess(census -> {
                    latest[hub] = census;
                    if (!census.brokerUp()) {
                        mute.add(hub);
                    }
                    if (!census.judging()) {
                        closed.add(hub);
                    }
                })
                .onFailure(failure -> silent.add(hub))
                .otherwiseEmpty();
    }

    private Population add(List<Integer> silent, List<Integer> mute, List<Integer> closed) {
        int connections = 0;
        int subscriptions = 0;
        Set<ChannelName> channels = new HashSet<>();
        for (Census census : latest) {
            connections += census.connections();
            subscriptions += census.subscriptions();
            channels.addAll(census.channels());
        }
        return new Population(
                connections,
                channels.size(),
                subscriptions,
                List.copyOf(silent),
                List.copyOf(mute),
                List.copyOf(closed));
    }
}
