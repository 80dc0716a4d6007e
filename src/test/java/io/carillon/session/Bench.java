package io.carillon.session;

import io.carillon.config.LimitsConfig;
import io.carillon.config.RatesConfig;
import io.carillon.metrics.Measure;
import io.carillon.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** What a connection needs around it, put together by hand. */
final class Bench {
    static final int MAX_MESSAGE = 65_536;

    final HandContext turns = new HandContext();
    final HandClock clock = new HandClock();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final Meters meters = new Meters(registry);
    final Queue<Measure> measured = new ConcurrentLinkedQueue<>();
    final Allocations allocations = new Allocations();
    final Loop loop;

    Bench() {
        this(1_048_576);
    }

    Bench(int pendingBytes) {
        loop = loop(turns.context(), limits(pendingBytes));
    }

    /** On a real event loop. */
    Bench(ContextInternal context, int pendingBytes) {
        loop = loop(context, limits(pendingBytes));
    }

    private Loop loop(ContextInternal context, LimitsConfig limits) {
        return new Loop(
                context,
                new Turn(context, (measure, nanos) -> measured.add(measure)),
                new Scratch(),
                new Deflate(MAX_MESSAGE),
                new Laggards(limits.pendingTimeout()),
                new Limits(limits),
                MAX_MESSAGE,
                meters,
                clock);
    }

    static LimitsConfig limits(int pendingBytes) {
        return new LimitsConfig(
                4,
                2,
                2000,
                50,
                100,
                pendingBytes,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                4096,
                32,
                200,
                RatesConfig.NONE);
    }

    /** Sum of a counter over all of its labels. */
    double count(String name) {
        return sum(registry.find(name).counters());
    }

    double count(String name, String label, String value) {
        return sum(registry.find(name).tag(label, value).counters());
    }

    private static double sum(Collection<Counter> counters) {
        return counters.stream().mapToDouble(Counter::count).sum();
    }
}
