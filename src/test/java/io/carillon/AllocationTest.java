package io.carillon;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a warm node allocates for a message, on all of its event loops together. */
class AllocationTest {
    private static final int SUBSCRIBERS = 1_000;
    private static final int ROUNDS = 5;
    private static final int WARM_UP = 3;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Set<Long> loopsOfOthers = eventLoops();

    @TempDir
    Path directory;

    /** With two channels a turn brings messages of both, which is another way to the socket. */
    @ParameterizedTest
    @CsvSource({"1, 1", "1, 16", "2, 16"})
    void a_delivery_costs_less_than_16_bytes(int channels, int inFlight) throws Exception {
        try (LiveNode node = new LiveNode(directory, SUBSCRIBERS, channels)) {
            assertThat(bytesPerMessage(node, 100, inFlight) / SUBSCRIBERS).isLessThan(16);
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 16"})
    void a_publish_costs_less_than_a_kilobyte(int channels, int inFlight) throws Exception {
        try (LiveNode node = new LiveNode(directory, 1, channels)) {
            assertThat(bytesPerMessage(node, 2_000, inFlight)).isLessThan(1_024);
        }
    }

    /** The median of a few rounds, since what a node does once a second falls into some of them. */
    private double bytesPerMessage(LiveNode node, int messages, int inFlight) {
        node.publish(WARM_UP * messages, inFlight);
        double[] rounds = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long before = allocated();
            node.publish(messages, inFlight);
            rounds[i] = (double) (allocated() - before) / messages;
        }
        Arrays.sort(rounds);
        return rounds[ROUNDS / 2];
    }

    private long allocated() {
        return eventLoops().stream()
                .filter(id -> !loopsOfOthers.contains(id))
                .mapToLong(threads::getThreadAllocatedBytes)
                .sum();
    }

    private static Set<Long> eventLoops() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("vert.x-eventloop-thread"))
                .map(Thread::getId)
                .collect(Collectors.toSet());
    }
}
