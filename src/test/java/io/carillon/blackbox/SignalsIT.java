package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonCluster;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.JdkClient;
import io.carillon.testing.NodeConf;
import io.carillon.testing.Ports;
import io.carillon.testing.RedisProcess;
import io.carillon.wire.RawSocket;
import io.carillon.wire.UpgradeRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** SIGTERM at times when a node has other worries. */
class SignalsIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aNodeWithoutItsBrokerEndsWell(boolean hanging) {
        try (RedisProcess redis = RedisProcess.start();
                CarillonProcess node = CarillonProcess.start(CarillonCluster.shared(redis));
                JdkClient client = JdkClient.connectAs(node, "client").subscribe("lobby")) {
            if (hanging) {
                redis.pause();
            } else {
                redis.kill();
            }
            Await.until("it is not ready", () -> node.ops("/health/ready").statusCode() == 503);
            assertEndsWell(node, client);
        }
    }

    @Test
    void aNodeThatNeverFoundItsBrokerEndsWell() {
        try (RedisProcess absent = RedisProcess.reserve();
                CarillonProcess node = CarillonProcess.launch(CarillonCluster.shared(absent))) {
            Await.until("it listens", DEADLINE, () -> isOpen(node.opsPort()));
            try (RawSocket socket = RawSocket.connect(node.port())) {
                String token = node.tokens().of("client");
                assertThat(socket.exchange(UpgradeRequest.to("/ws").bearer(token))
                                .status())
                        .as("what is revoked is not known yet")
                        .isEqualTo(503);
            }
            node.terminate();
            assertThat(node.awaitExit()).isZero();
            assertThat(node.errors()).isEmpty();
        }
    }

    private static void assertEndsWell(CarillonProcess node, JdkClient client) {
        node.terminate();
        client.nextOf("draining");
        assertThat(client.awaitClosing()).isEqualTo(new JdkClient.Closing(1001, "Server shutting down"));
        assertThat(node.awaitExit()).isZero();
        assertThat(node.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cluster", "server"})
    void aNodeThatIsStartingEndsWell(String listener) {
        try (RedisProcess redis = RedisProcess.start()) {
            NodeConf conf = CarillonCluster.shared(redis).with("cluster.port", Ports.free());
            try (CarillonProcess node = CarillonProcess.launch(conf, "-cluster")) {
                Await.until("its first ports are open", DEADLINE, () -> isOpen(conf.port(listener)));
                node.terminate();
                assertThat(node.awaitExit()).isZero();
                assertThat(node.errors()).isEmpty();
            }
        }
    }

    /** Moments of a start, each by a class that is loaded then, from the first line of {@code main} on. */
    @ParameterizedTest
    @CsvSource({
        "-TERM, io.carillon.cli.RunCommand, false",
        "-INT, io.carillon.config.ConfigReader, false",
        "-TERM, io.carillon.Rehearsal, false",
        "-INT, io.carillon.Server, false",
        "-TERM, io.carillon.session.WebSocketVerticle, false",
        "-INT, io.carillon.ops.OpsVerticle, false",
        "-TERM, com.hazelcast.core.HazelcastInstance, true",
        "-INT, io.carillon.cluster.BusCluster, true",
        "-TERM, io.carillon.broker.BridgeVerticle, true",
    })
    void aSignalAtAnyMomentOfTheStartEndsWell(String signal, String moment, boolean clustered) {
        try (RedisProcess redis = RedisProcess.start()) {
            NodeConf conf = CarillonCluster.shared(redis)
                    .with("cluster.port", Ports.free())
                    .with("server.rehearsal", moment.endsWith("Rehearsal") ? 500 : 0);
            try (CarillonProcess node =
                    startingUntil(moment, conf, clustered ? new String[] {"-cluster"} : new String[0])) {
                node.signal(signal);
                assertThat(node.awaitExit()).as(node.output()).isZero();
                assertThat(node.errors()).isEmpty();
            }
        }
    }

    @Test
    void aReloadThatIsAskedForDuringTheStartFollowsIt() {
        try (CarillonProcess node = startingUntil("io.carillon.Server", NodeConf.open())) {
            node.rewrite(node.conf().with("namespaces.news", new JsonObject().put("subscribe", "anyone")));
            node.hangUp();
            node.awaitReady();
            Await.until("it was applied", () -> node.metric("carillon_config_reloads_total{outcome=\"applied\"}") == 1);
            try (JdkClient client = JdkClient.connectAs(node, "client")) {
                client.subscribe("news:a");
            }
        }
    }

    private CarillonProcess startingUntil(String moment, NodeConf conf, String... arguments) {
        Path classes = directory.resolve("classes");
        CarillonProcess node = CarillonProcess.launch(
                conf,
                List.of("-Xmx256m", "-Xshare:off", "-Xlog:class+load:file=" + classes + ":tags:filecount=0"),
                arguments);
        Await.until(moment, DEADLINE, () -> contains(classes, " " + moment + " "));
        return node;
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.exists(file) && Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aSecondInterruptEndsADrainAtOnce() {
        try (CarillonProcess node = CarillonProcess.start(NodeConf.open().with("shutdown.drain", "100s"));
                Clients clients = new Clients(node)) {
            node.interrupt();
            Await.until("it drains", () -> node.output().contains("Draining"));
            node.interrupt();
            assertThat(node.awaitExit()).isOne();
            clients.clients.forEach(
                    client -> assertThat(client.awaitClosing().code()).isNotEqualTo(1001));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-TERM", "-INT"})
    void anotherTermDuringADrainChangesNothing(String first) {
        try (CarillonProcess node = CarillonProcess.start(NodeConf.open().with("shutdown.drain", "2s"));
                Clients clients = new Clients(node)) {
            node.signal(first);
            clients.awaitFirstDraining();
            node.terminate();
            node.terminate();
            clients.assertAllAreToldAndClosed();
            assertThat(node.awaitExit()).isZero();
        }
    }

    /** The drain that it is configured with takes longer than the test waits. */
    @Test
    void aDevelopmentNodeDoesNotDrain() {
        NodeConf conf = NodeConf.ports()
                .with("namespaces", new JsonObject().put("", new JsonObject()))
                .with("shutdown.drain", "100s");
        try (CarillonProcess node = CarillonProcess.start(conf)) {
            Await.until("it has told all", () -> node.output().contains(" Started "));
            Matcher token = Pattern.compile("token +(\\S+)").matcher(node.output());
            assertThat(token.find()).isTrue();
            List<JdkClient> clients = Stream.generate(() -> JdkClient.connect(node, token.group(1)))
                    .limit(10)
                    .toList();
            node.interrupt();
            clients.forEach(client -> assertThat(client.awaitClosing().code()).isEqualTo(1001));
            assertThat(node.awaitExit()).isZero();
        }
    }

    /** So many that a drain has some left while the first have gone. */
    private record Clients(List<JdkClient> clients) implements AutoCloseable {
        Clients(CarillonProcess node) {
            this(IntStream.range(0, 20)
                    .mapToObj(i -> JdkClient.connectAs(node, "user-" + i))
                    .toList());
        }

        void awaitFirstDraining() {
            Await.until("one is told to go", DEADLINE, () -> clients.stream().anyMatch(client -> client.waiting() > 0));
        }

        void assertAllAreToldAndClosed() {
            for (JdkClient client : clients) {
                client.nextOf("draining");
                assertThat(client.awaitClosing()).isEqualTo(new JdkClient.Closing(1001, "Server shutting down"));
            }
        }

        @Override
        public void close() {
            clients.forEach(JdkClient::close);
        }
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }
}
