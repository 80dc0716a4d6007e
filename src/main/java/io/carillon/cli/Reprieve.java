package io.carillon.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Holds the end of the process up, when a signal wants it, until what was begun is done or the time is over. */
final class Reprieve {
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook;

    /** @param onSignal what makes the work come to its end */
    Reprieve(Runnable onSignal, Duration atMost) {
        hook = new Thread(
                () -> {
                    onSignal.run();
                    try {
                        done.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
                    } catch (InterruptedException hurried) {
                        Thread.currentThread().interrupt();
                    }
                },
                "reprieve");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    void end() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException endingAlready) {
            // The hook runs, and waits for the next line.
        }
        done.countDown();
    }
}
