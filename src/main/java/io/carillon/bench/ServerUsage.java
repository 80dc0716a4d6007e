package io.carillon.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What processes have used so far, as Linux tells it in {@code /proc}.
 *
 * @param cpuNanos of all threads, those included that have ended, user and system; to a hundredth of a second
 * @param residentBytes now
 */
record ServerUsage(long cpuNanos, long residentBytes) {
    private static final String RESIDENT = "VmRSS:";
    private static final long KIB = 1024;

    /** Places of the fields utime and stime in {@code stat}; their unit is the same on all of today's machines. */
    private static final int USER = 11;

    private static final int SYSTEM = 12;
    private static final long NANOS_PER_TICK = 10_000_000;

    /** @throws BenchException when there is no such process, or it may not be looked at */
    static ServerUsage of(List<Long> pids) {
        long cpu = 0;
        long resident = 0;
        for (long pid : pids) {
            Path process = Path.of("/proc", Long.toString(pid));
            try {
                cpu += cpu(process);
                resident += resident(process);
            } catch (IOException e) {
                throw new BenchException("process " + pid + " cannot be looked at: " + e.getMessage());
            }
        }
        return new ServerUsage(cpu, resident);
    }

    /** Fields are counted behind the name of the program, which stands in parentheses and may contain anything. */
    private static long cpu(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])) * NANOS_PER_TICK;
    }

    private static long resident(Path process) throws IOException {
        try (var lines = Files.lines(process.resolve("status"))) {
            return lines.filter(line -> line.startsWith(RESIDENT))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) * KIB)
                    .findFirst()
                    .orElse(0);
        }
    }
}
