package io.carillon.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What hooks count. Called from the hooks' event loop; read by every scrape. */
public final class HookMeters {
    private final MeterRegistry registry;
    private final Counter delivered;
    private final Counter failedAttempts;
    private final Counter dropped;
    private volatile long waiting;
    private volatile int breaker;

    HookMeters(MeterRegistry registry) {
        this.registry = registry;
        delivered = counter("carillon.hooks.delivered", "Events that the receiver has accepted");
        failedAttempts = counter("carillon.hooks.attempts.failed", "Requests with events that were not accepted");
        dropped = counter("carillon.hooks.dropped", "Events that had to give way to newer ones");
        Gauge.builder("carillon.hooks.waiting", () -> waiting)
                .description("Events that wait, as the node sees that delivers")
                .register(registry);
        Gauge.builder("carillon.authorize.breaker", () -> breaker)
                .description("0 while the authorize hook is asked, 1 while it is tried again, 2 while it is not asked")
                .register(registry);
    }

    public void delivered(int events) {
        delivered.increment(events);
    }

    public void attemptFailed() {
        failedAttempts.increment();
    }

    public void dropped(long events) {
        dropped.increment(events);
    }

    /** @param events 0 on a node that does not deliver */
    public void waiting(long events) {
        waiting = events;
    }

    /** @param outcome {@code allowed}, {@code denied} or {@code unavailable} */
    public void authorized(String outcome) {
        Counter.builder("carillon.authorize.questions")
                .description("Questions to the authorize hook")
                .tag("outcome", outcome)
                .register(registry)
                .increment();
    }

    /** @param state 0 closed, 1 half open, 2 open */
    public void breaker(int state) {
        breaker = state;
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name).description(description).register(registry);
    }
}
