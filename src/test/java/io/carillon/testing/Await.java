package io.carillon.testing;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/** Waits for events from a test's thread, never longer than a deadline. */
public final class Await {
    private static final long DEADLINE_SECONDS = 20;
    private static final Duration POLL = Duration.ofMillis(5);

    /** Looks again and again until the condition holds. */
    public static void until(String condition, BooleanSupplier holds) {
        until(condition, Duration.ofSeconds(DEADLINE_SECONDS), holds);
    }

    /** Looks again and again until the condition holds, for what takes longer than most. */
    public static void until(String condition, Duration deadline, BooleanSupplier holds) {
        if (!within(deadline, POLL, holds)) {
            throw new AssertionError("Still not: " + condition);
        }
    }

    /**
     * Looks again and again until the condition holds or the deadline is over, and says whether it holds.
     *
     * @param pause between two looks, for those that cost something
     */
    public static boolean within(Duration deadline, Duration pause, BooleanSupplier holds) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            new CompletableFuture<Void>()
                    .completeOnTimeout(null, pause.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        }
        return true;
    }

    /** The result of a future, which has to succeed. */
    public static <T> T result(Future<T> future) {
        settle(future);
        if (future.failed()) {
            throw new AssertionError("The future has failed", future.cause());
        }
        return future.result();
    }

    /** The failure of a future, which has to fail. */
    public static Throwable failure(Future<?> future) {
        settle(future);
        if (future.succeeded()) {
            throw new AssertionError("The future has succeeded");
        }
        return future.cause();
    }

    private static void settle(Future<?> future) {
        try {
            future.transform(done -> Future.<Void>succeededFuture()).await(DEADLINE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("The future did not complete", e);
        }
    }

    private Await() {}
}
