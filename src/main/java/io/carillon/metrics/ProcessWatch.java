package io.carillon.metrics;

import io.netty.util.concurrent.EventExecutor;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Ends a process that cannot go on: one that has no memory, or an event loop of which does not come back. Nothing on an event
 * loop can do that, since a thread that waits for memory answers nothing, and {@code -XX:+ExitOnOutOfMemoryError} leaves out
 * direct memory. A thread of its own, which counts its own seconds: what stops the whole process stops it too.
 */
public final class ProcessWatch {
    /** Seconds of silence of an event loop after which liveness says so. */
    static final int TROUBLE = 5;

    /** Seconds of silence of an event loop after which the process ends. */
    static final int HANGS = 20;

    /** Seconds between the reason and the end, in which liveness says it. */
    static final int LAST_WORDS = 2;

    private static final long SECOND_MILLIS = 1_000;

    private final List<Watched> loops = new ArrayList<>();
    private final ProcessHealth health;
    private final Consumer<String> ending;
    private int ticksToEnd = LAST_WORDS;

    /** @param ending ends the process, for a reason */
    ProcessWatch(Iterable<EventExecutor> loops, ProcessHealth health, Consumer<String> ending) {
        loops.forEach(loop -> this.loops.add(new Watched(loop)));
        this.health = health;
        this.ending = ending;
    }

    /** Watches all event loops from now on, until the process ends. */
    public static void start(Vertx vertx, ProcessHealth health, Consumer<String> ending) {
        vertx.exceptionHandler(health::failed);
        ProcessWatch watch = new ProcessWatch(((VertxInternal) vertx).nettyEventLoopGroup(), health, ending);
        Thread thread = new Thread(watch::run, "carillon-watch");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        while (true) {
            try {
                // No timer of the event loops or of an executor: it has to count on when no memory is left for a task.
                Thread.sleep(SECOND_MILLIS);
                tick();
            } catch (InterruptedException | OutOfMemoryError failure) {
                health.failed(failure);
            }
        }
    }

    /** What is done each second. */
    void tick() {
        String trouble = null;
        for (Watched loop : loops) {
            int silent = loop.ask();
            if (silent >= HANGS) {
                health.endFor(loop.reason());
            } else if (silent >= TROUBLE) {
                trouble = loop.reason();
            }
        }
        health.trouble(trouble);
        health.end().filter(reason -> ticksToEnd-- <= 0).ifPresent(ending);
    }

    private static final class Watched {
        private final EventExecutor loop;
        private volatile boolean answered = true;
        private volatile Thread thread;
        private int silent;

        Watched(EventExecutor loop) {
            this.loop = loop;
        }

        /** Seconds since it has answered. */
        int ask() {
            if (!answered) {
                return ++silent;
            }
            silent = 0;
            answered = false;
            try {
                loop.execute(this::answer);
            } catch (RejectedExecutionException ended) {
                answered = true;
            }
            return 0;
        }

        private void answer() {
            thread = Thread.currentThread();
            answered = true;
        }

        String reason() {
            Thread stuck = thread;
            if (stuck == null) {
                return "an event loop does not answer";
            }
            for (StackTraceElement at : stuck.getStackTrace()) {
                if (at.getClassName().equals("java.nio.Bits")) {
                    return stuck.getName() + " waits for direct memory";
                }
            }
            return stuck.getName() + " does not answer";
        }
    }
}
