package io.carillon.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PortRangeTest {
    @Test
    void two_runs_at_a_time_have_no_port_in_common() throws IOException {
        try (PortRange one = PortRange.claim();
                PortRange other = PortRange.claim()) {
            Set<Integer> ports = all(one);
            int count = ports.size();
            Set<Integer> others = all(other);
            ports.addAll(others);

            assertThat(ports).hasSize(count + others.size());
        }
    }

    @Test
    void a_port_that_somebody_listens_at_is_passed_over() throws IOException {
        try (PortRange range = PortRange.claim();
                ServerSocket squatter = new ServerSocket(range.next() + 1, 1, InetAddress.getLoopbackAddress())) {
            assertThat(range.next()).isGreaterThan(squatter.getLocalPort());
        }
    }

    @Test
    void there_is_an_end_to_the_ports_of_a_run() throws IOException {
        try (PortRange range = PortRange.claim()) {
            all(range);

            assertThatIllegalStateException().isThrownBy(range::next).withMessageContaining("No port is left");
        }
    }

    private static Set<Integer> all(PortRange range) {
        Set<Integer> ports = new HashSet<>();
        int first = range.next();
        for (int port = first; port % PortRange.SIZE != PortRange.SIZE - 1; port = range.next()) {
            ports.add(port);
        }
        return ports;
    }
}
