package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bench.FaultyServer.Mischief;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.NodeConf;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everybody is cut and comes back: what the load generator finds, at a real node and at one with faults of a known number. */
class BenchRecoveryIT {
    private static final int SUBSCRIBERS = 200;
    private static final int MISSED = 100;
    private static final int FEW = 20;

    private static CarillonProcess node;

    @TempDir
    Path directory;

    @BeforeAll
    static void start() {
        node = CarillonProcess.start(NodeConf.open()
                .with("namespaces.kept", namespace(1000))
                .with("namespaces.short", namespace(MISSED / 2)));
    }

    private static JsonObject namespace(int historySize) {
        return new JsonObject()
                .put("subscribe", "anyone")
                .put("publish", "anyone")
                .put("historySize", historySize)
                .put("historyTtl", "5m");
    }

    @AfterAll
    static void stop() {
        node.close();
    }

    private BenchProcess run(int port, int subscribers, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "recovery",
                "--url=ws://127.0.0.1:" + port + "/ws",
                "--subscribers=" + subscribers,
                "--missed=" + MISSED,
                "--connect-rate=0",
                "--warm-up=500ms"));
        arguments.addAll(List.of(more));
        return BenchProcess.run(directory, arguments.toArray(String[]::new));
    }

    private BenchProcess atTheNode(String channel, String... more) throws Exception {
        Path conf = Files.writeString(
                directory.resolve("bench.json"),
                new JsonObject()
                        .put("auth", new JsonObject().put("secret", NodeConf.SECRET))
                        .encode());
        List<String> arguments = new ArrayList<>(List.of("--conf=" + conf, "--channel=" + channel));
        arguments.addAll(List.of(more));
        return run(node.port(), SUBSCRIBERS, arguments.toArray(String[]::new));
    }

    private BenchProcess at(FaultyServer server) throws Exception {
        return run(server.port(), FEW, "--token=any", "--json");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everybodyGetsWhatWasMissed(int processes) throws Exception {
        double before = node.metric("carillon_history_reads_total");
        BenchProcess result = atTheNode(
                "kept:bench",
                "--processes=" + processes,
                "--metrics=http://127.0.0.1:" + node.opsPort() + "/metrics",
                "--json");
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        assertThat(result.json().getJsonObject("faults")).isEmpty();
        assertThat(result.recovery("recovered")).isEqualTo(SUBSCRIBERS);
        assertThat(result.recovery("unrecovered")).isZero();
        assertThat(result.recovery("missed"))
                .isGreaterThanOrEqualTo(SUBSCRIBERS * MISSED)
                .isEqualTo(result.recovery("missedDelivered"));
        assertThat(result.recovery("delivered")).isEqualTo(SUBSCRIBERS * result.recovery("published"));
        assertOrder(result, 0, 0, 0);
        assertThat(result.recovery("historyReads")).isPositive().isLessThanOrEqualTo((long)
                (node.metric("carillon_history_reads_total") - before));
        assertTimes(result.json().getJsonObject("recovery"));
    }

    private static void assertTimes(JsonObject recovery) {
        assertThat(recovery.getDouble("currentSeconds"))
                .isGreaterThanOrEqualTo(recovery.getDouble("reconnectedSeconds"))
                .isPositive();
        for (String times : List.of("connectMillis", "currentMillis")) {
            assertThat(recovery.getJsonObject(times).getLong("count")).isEqualTo(SUBSCRIBERS);
        }
    }

    private static void assertOrder(BenchProcess result, long lost, long duplicates, long reordered) {
        assertThat(result.recovery("lost")).as(result.out()).isEqualTo(lost);
        assertThat(result.recovery("duplicates")).as(result.out()).isEqualTo(duplicates);
        assertThat(result.recovery("reordered")).as(result.out()).isEqualTo(reordered);
    }

    @Test
    void whatTheHistoryDoesNotReachBackToIsToldAndNoSilentLoss() throws Exception {
        BenchProcess result = atTheNode("short:bench", "--json");
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(1);
        assertThat(result.recovery("recovered")).isZero();
        assertThat(result.recovery("unrecovered")).isEqualTo(SUBSCRIBERS);
        assertThat(result.json().getJsonObject("faults"))
                .isEqualTo(new JsonObject().put("recovered false: expired", SUBSCRIBERS));
        assertThat(result.recovery("givenUp")).isGreaterThanOrEqualTo(SUBSCRIBERS * MISSED);
        assertOrder(result, 0, 0, 0);
    }

    @Test
    void aTableTellsItToPeople() throws Exception {
        BenchProcess result = atTheNode("short:bench");
        assertThat(result.out())
                .contains("0 true, 200 false", "200 x recovered false: expired", "raise historySize", "not clean")
                .contains("give --metrics http://");
    }

    @Test
    void aChannelWithoutHistoryIsNamedWithAdvice() throws Exception {
        BenchProcess result = atTheNode("bench");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("200 x subscribe: the answer has no position", "name one with --channel", "historySize");
    }

    @Test
    void metricsThatDoNotAnswerAreAnError() throws Exception {
        BenchProcess nobody = atTheNode("kept:bench", "--metrics=http://127.0.0.1:" + node.port() + "/metrics");
        assertThat(nobody.exitCode()).isEqualTo(1);
        assertThat(nobody.err()).contains("/metrics answers 404");
        BenchProcess nonsense = atTheNode("kept:bench", "--metrics=localhost");
        assertThat(nonsense.exitCode()).isEqualTo(2);
        assertThat(nonsense.err()).contains("localhost is not a URL like http://127.0.0.1:9090/metrics");
    }

    @ParameterizedTest
    @EnumSource(names = {"NONE", "FORGET", "STUTTER"})
    void aMissedMessageThatDoesNotComeOrComesTwiceIsFound(Mischief mischief) throws Exception {
        try (FaultyServer server = new FaultyServer(mischief)) {
            BenchProcess result = at(server);
            assertThat(result.exitCode()).as(result.out()).isEqualTo(mischief == Mischief.NONE ? 0 : 1);
            assertThat(server.done()).isEqualTo(mischief == Mischief.NONE ? 0 : FEW);
            assertThat(result.recovery("recovered")).isEqualTo(FEW);
            assertOrder(result, mischief == Mischief.FORGET ? FEW : 0, mischief == Mischief.STUTTER ? FEW : 0, 0);
            assertThat(result.recovery("missed") - result.recovery("missedDelivered"))
                    .isEqualTo(mischief == Mischief.FORGET ? FEW : 0);
        }
    }
}
