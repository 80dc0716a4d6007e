package io.carillon.metrics;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.EventExecutorGroup;

/**
 * Measures how long a task waits in each event loop of the process. Whatever a verticle does too long shows here as the
 * wait of all that share its loop, whether or not it answers questions.
 */
final class EventLoopProbe {
    private final EventExecutorGroup loops;
    private final Meters meters;

    EventLoopProbe(EventExecutorGroup loops, Meters meters) {
        this.loops = loops;
        this.meters = meters;
    }

    void probe() {
        int number = 0;
        for (EventExecutor loop : loops) {
            int index = number++;
            long asked = System.nanoTime();
            loop.execute(() -> meters.eventLoopLag(index, System.nanoTime() - asked));
        }
    }
}
