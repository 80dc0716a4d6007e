package io.carillon;

import io.carillon.config.Reason;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM, SIGINT and SIGHUP of a process that runs a node. They have a meaning from {@code main} on: what comes while the
 * node starts is remembered, and the JVM's own answer, an end with 143, 130 or 129 that cuts every client, never applies.
 * The JDK tells of signals through its module {@code jdk.unsupported} alone, and the compiler warns of every mention of it
 * in a way that cannot be suppressed: so it is looked up.
 *
 * <p>May be used from any thread.
 */
final class ProcessSignals {
    private static final int ENDED_IN_ORDER = 0;
    private static final int CUT_SHORT = 1;

    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private boolean interrupted;
    private boolean takenOver;
    private boolean reloadAsked;
    private Runnable reload;

    /** Begins to hear them. Does nothing that takes time: until it is done the JVM's own answers apply. */
    static ProcessSignals install() {
        ProcessSignals signals = new ProcessSignals();
        signals.handle("TERM", signals::terminate);
        signals.handle("INT", signals::interrupt);
        signals.handle("HUP", signals::hangUp);
        return signals;
    }

    /**
     * From here on the caller ends what it has begun, and then the process, once {@link #end} is complete. Before it there
     * is nothing to be taken down, and the process ends at once.
     */
    synchronized void takeOver() {
        takenOver = true;
    }

    /** Complete when the process was told to end. */
    CompletableFuture<Void> end() {
        return end;
    }

    /** @param task runs at each SIGHUP on a thread of its own, and now if there was one already */
    void onReload(Runnable task) {
        boolean now;
        synchronized (this) {
            reload = task;
            now = reloadAsked;
        }
        if (now) {
            task.run();
        }
    }

    private void terminate() {
        boolean atOnce;
        synchronized (this) {
            atOnce = !takenOver;
        }
        if (end.complete(null) && atOnce) {
            log().info("Told to end before anything was started");
            System.exit(ENDED_IN_ORDER);
        }
    }

    /** Whoever presses Ctrl-C twice does not want to wait. */
    private void interrupt() {
        boolean again;
        synchronized (this) {
            again = interrupted;
            interrupted = true;
        }
        if (again) {
            log().warn("Second SIGINT: ending at once, clients are cut");
            Runtime.getRuntime().halt(CUT_SHORT);
        }
        terminate();
    }

    private void hangUp() {
        Runnable task;
        synchronized (this) {
            reloadAsked = true;
            task = reload;
        }
        if (task != null) {
            task.run();
        }
    }

    /** Not where the JVM was told to leave signals alone ({@code -Xrs}), or whoever started it ignores one (nohup). */
    private void handle(String name, Runnable task) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            MethodHandle run = MethodHandles.lookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(task);
            Object listener =
                    MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(run, 0, signal));
            Object known = signal.getConstructor(String.class).newInstance(name);
            signal.getMethod("handle", signal, handler).invoke(null, known, listener);
        } catch (InvocationTargetException refused) {
            notInstalled(name, refused.getCause());
        } catch (ReflectiveOperationException absent) {
            notInstalled(name, absent);
        }
    }

    private static void notInstalled(String name, Throwable reason) {
        log().atWarn()
                .addKeyValue("signal", "SIG" + name)
                .addKeyValue("reason", Reason.of(reason))
                .log("Cannot install a signal handler");
    }

    /** Logging takes longer to get ready than signals may be left unheard. */
    private static Logger log() {
        return LoggerFactory.getLogger(ProcessSignals.class);
    }
}
