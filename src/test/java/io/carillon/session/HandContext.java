package io.carillon.session;

import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Queue;

/** An event loop's context whose turns a test ends by hand. It dispatches, and runs what is put on it; nothing else. */
final class HandContext {
    private final Queue<Handler<Void>> tasks = new ArrayDeque<>();
    private final ContextInternal context = (ContextInternal) Proxy.newProxyInstance(
            HandContext.class.getClassLoader(),
            new Class<?>[] {ContextInternal.class},
            (proxy, method, arguments) -> call(method, arguments));

    ContextInternal context() {
        return context;
    }

    /** Runs what waits, and what comes of it. */
    void endTurn() {
        for (Handler<Void> task = tasks.poll(); task != null; task = tasks.poll()) {
            task.handle(null);
        }
    }

    /** Turns that were asked for and have not ended. */
    int waiting() {
        return tasks.size();
    }

    @SuppressWarnings("unchecked")
    private Object call(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "runOnContext" -> {
                tasks.add((Handler<Void>) arguments[0]);
                yield null;
            }
            case "beginDispatch", "endDispatch" -> null;
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }
}
