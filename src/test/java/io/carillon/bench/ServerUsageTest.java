package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ServerUsageTest {
    private static final long SPENT = 300_000_000;
    private static final long TICKS = 20_000_000;
    private static final List<Long> SELF = List.of(ProcessHandle.current().pid());

    @Test
    void whatAThreadHasSpentStaysWhenItHasEnded() throws InterruptedException {
        long before = ServerUsage.of(SELF).cpuNanos();
        Thread thread = new Thread(ServerUsageTest::spend);
        thread.start();
        thread.join();
        assertThat(ServerUsage.of(SELF).cpuNanos() - before).isGreaterThanOrEqualTo(SPENT - TICKS);
    }

    private static void spend() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        while (threads.getCurrentThreadCpuTime() < SPENT) {
            Thread.onSpinWait();
        }
    }
}
