package io.carillon.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/** How many files a process may have open here, sockets included; child processes inherit the bound. */
final class OpenFiles {
    /** Where the system does not tell. */
    private static final long COMMON = 1024;

    /** Beside connections: the jar, logs, listeners, Redis, other nodes, and handshakes that are about to be refused. */
    private static final long OTHERS = 100;

    private OpenFiles() {}

    /** Connections that one process can hold. */
    static int connections() {
        long files = ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : COMMON;
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, files) - OTHERS);
    }
}
