package io.carillon;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGHUP, which by default would end the process. The JDK tells of signals through its module {@code jdk.unsupported}
 * alone, and the compiler warns of every mention of it in a way that cannot be suppressed: so it is looked up.
 */
final class HangUp {
    private static final Logger LOG = LoggerFactory.getLogger(HangUp.class);

    private HangUp() {}

    /** @param task runs at each SIGHUP on a thread of its own; not where the JVM was told to leave signals alone */
    static void handle(Runnable task) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            MethodHandle run = MethodHandles.lookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(task);
            Object listener =
                    MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(run, 0, signal));
            Object hup = signal.getConstructor(String.class).newInstance("HUP");
            signal.getMethod("handle", signal, handler).invoke(null, hup, listener);
        } catch (InvocationTargetException refused) {
            LOG.atWarn().setCause(refused.getCause()).log("SIGHUP is not heard");
        } catch (ReflectiveOperationException absent) {
            LOG.atWarn().setCause(absent).log("SIGHUP is not heard");
        }
    }
}
