package io.carillon.metrics;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Whether this process can go on working. A process that could not allocate memory has lost no one knows what: it says so
 * and ends, to be started again. For all threads; makes no objects, since there may be no memory for them.
 */
public final class ProcessHealth {
    private static final int MAX_CAUSES = 10;

    /** What ends it, once and for all. */
    private final AtomicReference<String> end = new AtomicReference<>();

    /** What may pass. */
    private volatile String trouble;

    /** Takes notice of a failure that nobody can do anything about; anything but a lack of memory is not meant. */
    public void failed(Throwable failure) {
        Throwable cause = failure;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            if (cause instanceof OutOfMemoryError memory) {
                endFor(memory.getMessage() == null ? "out of memory" : memory.getMessage());
                return;
            }
            cause = cause.getCause();
        }
    }

    /** The process cannot go on; the first reason counts. */
    public void endFor(String reason) {
        end.compareAndSet(null, reason);
    }

    /** Something is wrong now; null when it is not any more. */
    public void trouble(String reason) {
        trouble = reason;
    }

    /** Why the process ends, if it does. */
    public Optional<String> end() {
        return Optional.ofNullable(end.get());
    }

    /** Why the process does not work, if it does not. */
    public Optional<String> problem() {
        return end().or(() -> Optional.ofNullable(trouble));
    }
}
