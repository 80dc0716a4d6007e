package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bench.FaultyServer.Mischief;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server does wrong on purpose is found, to the message. */
class FaultyServerIT {
    private static final int SUBSCRIBERS = 20;
    private static final long CYCLE_OF_FAULTS = 10;

    @TempDir
    Path directory;

    private BenchProcess run(FaultyServer server, int processes, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(
                "fan-out",
                "--url=ws://127.0.0.1:" + server.port() + "/ws",
                "--token=any",
                "--subscribers=" + SUBSCRIBERS,
                "--processes=" + processes,
                "--rate=200",
                "--warm-up=500ms",
                "--duration=1s",
                "--json"));
        arguments.addAll(List.of(more));
        BenchProcess result = BenchProcess.run(directory, arguments.toArray(String[]::new));
        assertThat(result.out()).as(result.err()).isNotEmpty();
        assertThat(result.traffic("published")).isGreaterThan(CYCLE_OF_FAULTS);
        return result;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void withoutAFaultNoneIsFound(int processes) throws Exception {
        try (FaultyServer server = new FaultyServer(Mischief.NONE)) {
            BenchProcess result = run(server, processes);
            assertThat(result.exitCode()).as(result.out()).isZero();
            assertThat(result.traffic("delivered")).isEqualTo(SUBSCRIBERS * result.traffic("published"));
            assertFaults(result, 0, 0, 0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void everyDropIsALoss(int processes) throws Exception {
        try (FaultyServer server = new FaultyServer(Mischief.DROP)) {
            BenchProcess result = run(server, processes);
            assertThat(result.exitCode()).isEqualTo(1);
            assertFaults(result, atLeastOne(server), 0, 0);
        }
    }

    @Test
    void everyRepetitionIsADuplicate() throws Exception {
        try (FaultyServer server = new FaultyServer(Mischief.REPEAT)) {
            BenchProcess result = run(server, 1);
            assertThat(result.exitCode()).isEqualTo(1);
            assertFaults(result, 0, atLeastOne(server), 0);
        }
    }

    @Test
    void everySwapIsADisorderAndNoLoss() throws Exception {
        try (FaultyServer server = new FaultyServer(Mischief.SWAP)) {
            BenchProcess result = run(server, 1);
            assertThat(result.exitCode()).isEqualTo(1);
            assertFaults(result, server.heldBack(), 0, atLeastOne(server));
        }
    }

    @Test
    void aRefusedMessageIsAnErrorByNameAndNoLoss() throws Exception {
        try (FaultyServer server = new FaultyServer(Mischief.REFUSE)) {
            BenchProcess result = run(server, 1);
            assertThat(result.exitCode()).isEqualTo(1);
            assertFaults(result, 0, 0, 0);
            assertThat(result.traffic("refused")).isEqualTo(atLeastOne(server));
            assertThat(result.json().getJsonObject("faults").getLong("publish: 503 broker_unavailable"))
                    .isEqualTo(server.done());
        }
    }

    @Test
    void messagesOfOthersAreCountedApart() throws Exception {
        try (FaultyServer server = new FaultyServer(Mischief.FOREIGN)) {
            BenchProcess result = run(server, 1);
            assertThat(result.exitCode()).as(result.out()).isZero();
            assertFaults(result, 0, 0, 0);
            assertThat(result.traffic("foreign")).isEqualTo(atLeastOne(server));
        }
    }

    @Test
    void whoIsCutOffLosesWhatFollows() throws Exception {
        try (FaultyServer server = new FaultyServer(Mischief.CUT)) {
            BenchProcess result = run(server, 1);
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.connection("dropped")).isEqualTo(atLeastOne(server));
            long heardByEach = CYCLE_OF_FAULTS - 1;
            assertFaults(result, server.done() * (result.traffic("published") - heardByEach), 0, 0);
        }
    }

    @Test
    void whoComesBackHasMissedWhatWasPublishedMeanwhile() throws Exception {
        try (FaultyServer server = new FaultyServer(Mischief.CUT)) {
            BenchProcess result = run(server, 1, "--reconnect");
            assertFaults(result, 0, 0, 0);
            assertThat(result.connection("dropped")).isEqualTo(atLeastOne(server));
            assertThat(result.connection("opened")).isEqualTo(SUBSCRIBERS + 1 + server.done());
            assertThat(result.traffic("away")).isGreaterThanOrEqualTo(server.done());
        }
    }

    private static int atLeastOne(FaultyServer server) {
        assertThat(server.done()).isPositive();
        return server.done();
    }

    private static void assertFaults(BenchProcess result, long lost, long duplicates, long reordered) {
        assertThat(result.traffic("lost")).as(result.out()).isEqualTo(lost);
        assertThat(result.traffic("duplicates")).as(result.out()).isEqualTo(duplicates);
        assertThat(result.traffic("reordered")).as(result.out()).isEqualTo(reordered);
    }
}
