package io.carillon.bench;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What processes have used so far, as Linux tells it in {@code /proc}.
 *
 * @param cpuNanos of all threads that still run, user and system
 * @param residentBytes now
 */
record ServerUsage(long cpuNanos, long residentBytes) {
    private static final String RESIDENT = "VmRSS:";
    private static final long KIB = 1024;

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

    private static long cpu(Path process) throws IOException {
        long sum = 0;
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path task : tasks) {
                sum += onCpu(task.resolve("schedstat"));
            }
        }
        return sum;
    }

    /** The first number is the time on the CPU. A thread may end while it is looked for. */
    private static long onCpu(Path schedstat) {
        try {
            return Long.parseLong(Files.readString(schedstat).split(" ")[0]);
        } catch (IOException ended) {
            return 0;
        }
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
