package io.carillon.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Java;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ClusterIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final List<Node> nodes = new ArrayList<>();

    @AfterEach
    void stop() throws InterruptedException {
        for (Node node : nodes) {
            node.kill();
        }
    }

    @Test
    void three_nodes_know_each_other_lose_one_and_take_it_back() throws Exception {
        List<Integer> ports = freePorts(3);
        for (int port : ports) {
            nodes.add(new Node(port, ports));
        }
        for (Node node : nodes) {
            node.awaitAnswers(ports);
        }
        Node lost = nodes.remove(2);
        lost.kill();
        for (Node node : nodes) {
            node.awaitLine("WARN .* Lost a node of the cluster: .* address=\"127.0.0.1:%d\" members=\"2\""
                    .formatted(ports.get(2)));
            node.awaitAnswers(ports.subList(0, 2));
        }
        nodes.add(new Node(ports.get(2), ports));
        for (Node node : nodes) {
            node.awaitAnswers(ports);
        }
    }

    @Test
    void whoIsMissingJoinsAndLeavesIsSaidInALineEach() throws Exception {
        List<Integer> ports = freePorts(2);
        String other = "\"127.0.0.1:" + ports.get(1) + "\"";
        Node first = new Node(ports.get(0), ports);
        nodes.add(first);
        first.awaitLine("INFO .* Joined the cluster .* members=\"1\" cluster=\"test\"");
        first.awaitLine("WARN .* A member of cluster.members is not in the cluster; .* member=" + other
                + " reason=\"Connection refused\" .*");
        Node second = new Node(ports.get(1), ports);
        nodes.add(second);
        first.awaitLine("INFO .* Node joined the cluster .* address=" + other + " members=\"2\"");
        first.awaitLine("INFO .* A missing member of cluster.members is now in the cluster member=" + other + ".*");
        second.awaitAnswers(ports);
        second.end();
        first.awaitLine("INFO .* Node left the cluster .* address=" + other + " members=\"1\"");
        first.awaitAnswers(ports.subList(0, 1));
        assertThat(first.read)
                .filteredOn(line -> !line.startsWith(ClusterNode.LINE))
                .hasSize(5);
    }

    private static List<Integer> freePorts(int count) throws IOException {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).sorted().toList();
        } finally {
            for (ServerSocket socket : sockets) {
                socket.close();
            }
        }
    }

    /** One process, and the lines that it prints. */
    private static final class Node {
        private final Process process;
        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final List<String> read = new ArrayList<>();

        Node(int port, List<Integer> ports) throws IOException {
            List<String> command = new ArrayList<>();
            command.add(Java.program("java"));
            command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
            command.addAll(List.of(
                    "-Xmx192m",
                    "-Dlogback.configurationFile=src/main/resources/logback.xml",
                    "-cp",
                    System.getProperty("java.class.path")));
            command.addAll(List.of(ClusterNode.class.getName(), Integer.toString(port)));
            ports.forEach(other -> command.add(Integer.toString(other)));
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            Thread reader = new Thread(this::read, "node-" + port);
            reader.setDaemon(true);
            reader.start();
        }

        private void read() {
            try (BufferedReader output = process.inputReader()) {
                output.lines().forEach(lines::add);
            } catch (IOException | UncheckedIOException e) {
                lines.add(e.toString());
            }
        }

        /** Reads until all of these and nobody else were asked and answered. */
        void awaitAnswers(List<Integer> ports) throws InterruptedException {
            String wanted = ClusterNode.LINE + ports.size() + " " + ports;
            readUntil(wanted, wanted::equals);
        }

        /** Reads until a line matches, unless one has. */
        void awaitLine(String regex) throws InterruptedException {
            Pattern wanted = Pattern.compile("\\S+ \\S+ " + regex);
            if (read.stream().noneMatch(wanted.asMatchPredicate())) {
                readUntil(regex, wanted.asMatchPredicate());
            }
        }

        private void readUntil(String wanted, Predicate<String> isWanted) throws InterruptedException {
            long end = System.nanoTime() + DEADLINE.toNanos();
            String line;
            do {
                line = lines.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                assertThat(line).as("%s after %s", wanted, read).isNotNull();
                read.add(line);
            } while (!isWanted.test(line));
        }

        /** SIGTERM. */
        void end() throws InterruptedException {
            process.destroy();
            process.waitFor();
        }

        void kill() throws InterruptedException {
            process.destroyForcibly();
            process.waitFor();
        }
    }
}
