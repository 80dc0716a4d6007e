package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.InstalledProgram;
import io.carillon.testing.NodeConf;
import io.carillon.testing.Ports;
import io.carillon.wire.Dialogue;
import io.carillon.wire.RawSocket;
import io.carillon.wire.UpgradeRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The examples of {@code deploy/proxy} in front of a node, run by the real proxies. Skipped where one is not installed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyExamplesIT {
    private static final Path EXAMPLES = Path.of("deploy/proxy");
    private static final String CLIENT = "127.0.0.9";

    private CarillonProcess node;

    @BeforeAll
    void start() {
        node = CarillonProcess.start(
                NodeConf.open().with("server.trustedProxies", new JsonArray(List.of("127.0.0.1"))));
    }

    @AfterAll
    void stop() {
        node.close();
    }

    @Test
    void nginxPassesTheUpgradeOnAndTellsWhoTheClientIs(@TempDir Path directory) throws Exception {
        Path program = InstalledProgram.find("nginx");
        int port = Ports.free();
        String conf = inFrontOf(node, "nginx.conf")
                .replaceAll("listen 8080[^;]*;", "listen 127.0.0.1:" + port + ";")
                .replaceAll("worker_rlimit_nofile \\d+;|worker_connections \\d+;", "")
                .replace("events {", "pid " + directory.resolve("pid") + ";\nevents {");
        Path file = Files.writeString(directory.resolve("nginx.conf"), temporaryFilesIn(directory, conf));
        try (Proxy proxy = new Proxy(
                port,
                directory,
                program.toString(),
                "-g",
                "daemon off;",
                "-p",
                directory.toString(),
                "-c",
                file.toString())) {
            proxy.awaitOpen();
            assertThat(addressThrough(port, node)).isEqualTo(CLIENT);
        }
    }

    @Test
    void haproxyPassesTheUpgradeOnAndTellsWhoTheClientIs(@TempDir Path directory) throws Exception {
        Path program = InstalledProgram.find("haproxy");
        int port = Ports.free();
        String conf = inFrontOf(node, "haproxy.cfg")
                .replace("bind :8080", "bind 127.0.0.1:" + port)
                .replace("maxconn 100000", "maxconn 100");
        Path file = Files.writeString(directory.resolve("haproxy.cfg"), conf);
        try (Proxy proxy = new Proxy(port, directory, program.toString(), "-f", file.toString())) {
            proxy.awaitOpen();
            assertThat(addressThrough(port, node)).isEqualTo(CLIENT);
        }
    }

    @Test
    void haproxyTellsWhoTheClientIsByTheProxyProtocol(@TempDir Path directory) throws Exception {
        Path program = InstalledProgram.find("haproxy");
        NodeConf conf = NodeConf.open()
                .with("server.trustedProxies", new JsonArray(List.of("127.0.0.1")))
                .with("server.proxyProtocol", true);
        try (CarillonProcess behind = CarillonProcess.start(conf)) {
            for (String version : List.of("send-proxy", "send-proxy-v2")) {
                int port = Ports.free();
                Path file = Files.writeString(directory.resolve(version), """
                        defaults
                            mode tcp
                            timeout connect 2s
                            timeout client 60s
                            timeout server 60s
                        listen public
                            bind 127.0.0.1:%d
                            server node1 127.0.0.1:%d check %s
                        """.formatted(port, behind.port(), version));
                try (Proxy proxy = new Proxy(port, directory, program.toString(), "-f", file.toString())) {
                    proxy.awaitOpen();
                    assertThat(addressThrough(port, behind)).isEqualTo(CLIENT);
                }
            }
        }
    }

    /** The example with the addresses of this machine in the place of its own. */
    private static String inFrontOf(CarillonProcess node, String example) throws IOException {
        return Files.readString(EXAMPLES.resolve(example))
                .replaceAll("172\\.28\\.5\\.1[12]:8080", "127.0.0.1:" + node.port())
                .replace("port 9090", "port " + node.opsPort());
    }

    private static String temporaryFilesIn(Path directory, String conf) {
        StringBuilder paths = new StringBuilder("http {\n");
        for (String kind : List.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")) {
            paths.append(kind)
                    .append("_temp_path ")
                    .append(directory.resolve(kind))
                    .append(";\n");
        }
        return conf.replace("http {\n", paths);
    }

    private static String addressThrough(int port, CarillonProcess node) {
        UpgradeRequest request = UpgradeRequest.to("/ws")
                .bearer(node.tokens().of("alice"))
                .with("X-Forwarded-For", "198.51.100.1")
                .with("Origin", "https://127.0.0.1");
        try (RawSocket socket = RawSocket.connectFrom(CLIENT, port)) {
            socket.upgrade(request);
            JsonObject welcome = new JsonObject(new Dialogue(socket).text());
            String id = welcome.getJsonObject("data").getString("clientId");
            return new JsonObject(node.ops("/api/connections/" + id).body()).getString("remoteAddress");
        }
    }

    /** A proxy in a process of its own. */
    private static final class Proxy implements AutoCloseable {
        private final int port;
        private final Path log;
        private final Process process;

        Proxy(int port, Path directory, String... command) throws IOException {
            this.port = port;
            log = directory.resolve("log");
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        }

        void awaitOpen() throws IOException {
            Await.until("the proxy listens", () -> {
                assertThat(process.isAlive()).as(output()).isTrue();
                try (RawSocket open = RawSocket.connect(port)) {
                    return open != null;
                } catch (UncheckedIOException notYet) {
                    return false;
                }
            });
        }

        private String output() {
            try {
                return Files.readString(log);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            process.destroy();
            process.onExit().join();
        }
    }
}
