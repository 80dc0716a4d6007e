package io.carillon.bench;

import java.util.SplittableRandom;

/** How long a client waits before it connects again: twice as long after each failure, and never all at once. */
final class Backoff {
    private static final int FIRST_MILLIS = 100;
    private static final int MAX_MILLIS = 5_000;
    private static final int MAX_DOUBLINGS = 10;

    private final SplittableRandom random;

    Backoff(SplittableRandom random) {
        this.random = random;
    }

    /**
     * Milliseconds to wait.
     *
     * @param attempts failed since the client was last open, at least 1
     * @param asked what the server asked for; waited at least, and up to half as long again
     */
    int millis(int attempts, int asked) {
        int ceiling = Math.min(MAX_MILLIS, FIRST_MILLIS << Math.min(attempts - 1, MAX_DOUBLINGS));
        int spread = Math.max(ceiling, asked / 2);
        return asked + random.nextInt(spread + 1);
    }
}
