package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.NodeConf;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The load generator against a real node, as a user runs it. */
class BenchIT {
    private static final NodeConf CONF = NodeConf.open();
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static CarillonProcess node;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        node = CarillonProcess.start(CONF);
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private BenchProcess bench(String scenario, String... options) throws Exception {
        return BenchProcess.run(directory, arguments(scenario, options));
    }

    private String[] arguments(String scenario, String... options) throws Exception {
        Path conf = Files.writeString(
                directory.resolve("bench.json"),
                new JsonObject()
                        .put("auth", new JsonObject().put("secret", NodeConf.SECRET))
                        .put("ops", new JsonObject().put("apiKeys", new JsonArray().add(NodeConf.API_KEY)))
                        .encode());
        List<String> arguments = new ArrayList<>(List.of(scenario));
        arguments.addAll(List.of("--url=ws://127.0.0.1:" + node.port() + "/ws", "--conf=" + conf));
        arguments.addAll(List.of(options));
        return arguments.toArray(String[]::new);
    }

    private static JsonObject clean(BenchProcess result) {
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.json().getBoolean("clean")).isTrue();
        assertThat(result.json().getJsonObject("faults")).isEmpty();
        return result.json();
    }

    @Test
    void aFanOutOverTwoProcessesArrivesWholeAndInOrder() throws Exception {
        BenchProcess result = bench(
                "fan-out",
                "--subscribers=200",
                "--publishers=3",
                "--rate=300",
                "--processes=2",
                "--warm-up=500ms",
                "--duration=1s",
                "--json");
        JsonObject traffic = clean(result).getJsonObject("traffic");
        assertThat(traffic.getLong("delivered")).isEqualTo(200 * traffic.getLong("published"));
        assertThat(traffic.getLong("measuredDelivered")).isEqualTo(200 * traffic.getLong("measuredPublished"));
        assertThat(traffic.getJsonObject("lastDeliveryMillis").getLong("count"))
                .isEqualTo(traffic.getLong("measuredPublished"));
        assertThat(traffic.getJsonObject("latencyMillis").getLong("count"))
                .isEqualTo(traffic.getLong("measuredDelivered"));
    }

    @Test
    void aClosedLoopKeepsMessagesUnderWay() throws Exception {
        JsonObject traffic = clean(bench(
                        "fan-out", "--subscribers=30", "--in-flight=4", "--warm-up=0s", "--duration=1s", "--json"))
                .getJsonObject("traffic");
        assertThat(traffic.getLong("delivered")).isEqualTo(30 * traffic.getLong("published"));
        assertThat(traffic.getLong("published")).isGreaterThan(4);
    }

    @Test
    void aConnectionHearsAllItsChannels() throws Exception {
        JsonObject traffic = clean(bench(
                        "channels",
                        "--channels=30",
                        "--subscribers=4",
                        "--channels-per-connection=6",
                        "--publishers=7",
                        "--rate=300",
                        "--warm-up=500ms",
                        "--duration=1s",
                        "--json"))
                .getJsonObject("traffic");
        assertThat(traffic.getLong("delivered")).isEqualTo(4 * traffic.getLong("published"));
    }

    @Test
    void aStormAnIdleCrowdAndAChurnComeAndGo() throws Exception {
        assertThat(clean(bench("storm", "--connections=200", "--json"))
                        .getJsonObject("connections")
                        .getLong("open"))
                .isEqualTo(200);
        assertThat(clean(bench("idle", "--connections=100", "--duration=1s", "--json"))
                        .getJsonObject("connections")
                        .getLong("open"))
                .isEqualTo(100);
        assertThat(clean(bench("churn", "--slots=2", "--duration=4s", "--json"))
                        .getJsonObject("connections")
                        .getLong("open"))
                .isZero();
    }

    @Test
    void aChurnComesBackUntilItIsInterrupted() throws Exception {
        double before = left();
        Process churn = BenchProcess.begin(directory, arguments("churn", "--slots=2", "--duration=60s", "--json"));
        try {
            Await.until("connections have come and gone", DEADLINE, () -> left() - before > 2);
        } finally {
            churn.destroy();
        }
        assertThat(BenchProcess.ended(churn, directory).connection("opened")).isGreaterThan(2);
    }

    private static double left() {
        return node.metric("carillon_connections_closed_total{code=\"1000\"");
    }

    @Test
    void whoNeverReadsIsToldApartAndCostsTheOthersNothing() throws Exception {
        BenchProcess result = bench(
                "fan-out", "--subscribers=10", "--stalled=5", "--rate=100", "--warm-up=0s", "--duration=1s", "--json");
        JsonObject connections = clean(result).getJsonObject("connections");
        assertThat(connections.getLong("stalledOpen")).isEqualTo(5);
        assertThat(result.traffic("delivered")).isEqualTo(10 * result.traffic("published"));
    }

    @Test
    void aLimitOfTheServerIsNamedWithAdvice() throws Exception {
        BenchProcess result =
                bench("fan-out", "--users=1", "--subscribers=105", "--rate=10", "--warm-up=0s", "--duration=1s");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("closed: 3504 connection limit", "limits.connectionsPerUser", "not clean");
    }

    @Test
    void aStrangersTokenIsNamedWithAdvice() throws Exception {
        BenchProcess result = BenchProcess.run(
                directory, "storm", "--url=ws://127.0.0.1:" + node.port() + "/ws", "--token=a.b.c", "--connections=3");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("3 x handshake: 401 Invalid token", "the server does not know the token");
    }

    @Test
    void noWorkerIsLeftBehind() throws Exception {
        clean(bench("storm", "--connections=5", "--processes=2", "--json"));
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            assertThat(all.map(each -> each.info().commandLine().orElse("")))
                    .noneMatch(line -> line.contains(directory.toString()));
        }
    }
}
