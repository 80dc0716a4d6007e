package io.carillon.http;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * How many sockets of clients the limit of open files allows. Some files are kept back for the ops listener, for Redis and for
 * other nodes: a process that has none left cannot even say that it lives. For all threads.
 */
public final class DescriptorBudget {
    private static final int LEAST_RESERVE = 16;
    private static final int MOST_RESERVE = 1024;
    private static final int RESERVED_PART = 8;

    private final long limit;
    private final LongSupplier open;
    private final AtomicInteger taken = new AtomicInteger();
    private volatile long allowed = Long.MAX_VALUE;
    private volatile int port;

    /**
     * @param limit of open files
     * @param open files that are open now
     */
    DescriptorBudget(long limit, LongSupplier open) {
        this.limit = limit;
        this.open = open;
    }

    /** Of this process; without bounds on systems that do not tell. */
    public static DescriptorBudget ofProcess() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? new DescriptorBudget(system.getMaxFileDescriptorCount(), system::getOpenFileDescriptorCount)
                : new DescriptorBudget(Long.MAX_VALUE, () -> 0);
    }

    /** The listener of clients is at this port: its sockets are counted from now on. */
    public void listenAt(int port) {
        this.port = port;
        refresh();
    }

    /** Looks again at what else is open. Takes long where there is much: not for an event loop. */
    public void refresh() {
        allowed = Math.max(0, limit - Math.max(0, open.getAsLong() - taken.get()) - reserve());
    }

    /** Sockets of clients that there may be. */
    public long allowed() {
        return allowed;
    }

    public long limit() {
        return limit;
    }

    /** Connections to the ops listener that there may be. */
    public int callers() {
        return reserve() / 2;
    }

    private int reserve() {
        return (int) Math.max(LEAST_RESERVE, Math.min(MOST_RESERVE, limit / RESERVED_PART));
    }

    boolean isCounted(int listener) {
        return listener == port;
    }

    /** Whether there is room for one more, which is to be given back then. */
    boolean take() {
        if (taken.incrementAndGet() <= allowed) {
            return true;
        }
        taken.decrementAndGet();
        return false;
    }

    void giveBack() {
        taken.decrementAndGet();
    }
}
