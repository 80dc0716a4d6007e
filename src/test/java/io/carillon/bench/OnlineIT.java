package io.carillon.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.RedisProcess;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cluster full of clients, small, with one command as a user gives it. */
class OnlineIT {
    private static final int CONNECTIONS = 300;
    private static final int PUBLISHERS = 2;
    private static final int CAPACITY = 146;
    private static final int FITS = 2 * CAPACITY;
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    @Test
    void everyoneIsServedThroughTheDeathOfANodeAndLeavesInOrder() throws Exception {
        BenchProcess run = BenchProcess.run(
                directory,
                "online",
                "--redis-server=" + RedisProcess.program(),
                "--nodes=3",
                "--connections=" + CONNECTIONS,
                "--capacity=" + CAPACITY,
                "--processes=2",
                "--rate=5",
                "--duration=1s",
                "--room-rate=50",
                "--room-duration=1s",
                "--restart-after=500ms",
                "--drain=1s",
                "--json");
        assertThat(run.exitCode()).as(run.out() + run.err()).isZero();
        JsonObject report = run.json();
        assertThat(report.getBoolean("clean")).isTrue();
        assertThat(report.getJsonObject("connect").getInteger("open")).isEqualTo(CONNECTIONS + PUBLISHERS);
        assertSpread(report.getJsonObject("lobby"), CONNECTIONS);
        assertSpread(report.getJsonObject("rooms"), 5);
        assertOutage(report.getJsonObject("outage"));
        assertSpread(report.getJsonObject("lobbyAgain"), CONNECTIONS);
        assertDrain(report.getJsonObject("drain"));
    }

    private static void assertSpread(JsonObject spread, int audience) {
        assertThat(spread.getLong("published")).isPositive();
        assertThat(spread.getLong("delivered")).isEqualTo(audience * spread.getLong("published"));
        assertThat(spread.getJsonObject("lastDeliveryMillis").getLong("count")).isEqualTo(spread.getLong("measured"));
        assertThat(spread.getJsonObject("latencyMillis").getLong("count"))
                .isEqualTo(audience * spread.getLong("measured"));
        assertThat(spread.getLong("lost")).isZero();
    }

    private static void assertOutage(JsonObject outage) {
        assertThat(outage.getInteger("node")).isEqualTo(3);
        assertThat(outage.getInteger("dropped")).isEqualTo(100).isEqualTo(outage.getInteger("held"));
        assertThat(outage.getInteger("fits")).isEqualTo(FITS);
        assertThat(outage.getInteger("waiting")).isEqualTo(CONNECTIONS + PUBLISHERS - FITS);
        assertThat(outage.getLong("refusedHandshakes"))
                .isGreaterThanOrEqualTo(outage.getInteger("waiting"))
                .isEqualTo(outage.getLong("postponed"));
        assertThat(outage.getLong("early")).isZero();
        assertThat(outage.getDouble("allServedSeconds")).isGreaterThan(outage.getDouble("servedSeconds"));
        assertThat(outage.getJsonObject("reconnectMillis").getLong("count")).isEqualTo(100);
        assertThat(outage.getLong("lost")).isZero();
    }

    private static void assertDrain(JsonObject drain) {
        assertThat(drain.getInteger("told")).isEqualTo(CONNECTIONS + PUBLISHERS);
        assertThat(drain.getInteger("goingAway")).isEqualTo(CONNECTIONS + PUBLISHERS);
        assertThat(drain.getJsonArray("exitCodes")).isEqualTo(new JsonArray(List.of(0, 0, 0)));
    }

    @Test
    void nothingIsLeftBehindWhenTheCommandItselfIsKilled() throws Exception {
        Process command = BenchProcess.begin(
                directory,
                "online",
                "--redis-server=" + RedisProcess.program(),
                "--nodes=2",
                "--connections=20",
                "--duration=60s");
        try {
            Await.until("clients connect", DEADLINE, () -> progress().contains("connecting 21 clients"));
            List<ProcessHandle> started = command.descendants().toList();
            assertThat(started).hasSizeGreaterThanOrEqualTo(5);
            command.destroyForcibly().waitFor();
            Await.until("all have ended", DEADLINE, () -> started.stream().noneMatch(ProcessHandle::isAlive));
        } finally {
            command.destroyForcibly();
            deleteWhatStays();
        }
    }

    /** Who is killed cannot tidy up. */
    private void deleteWhatStays() throws IOException {
        Matcher place = Pattern.compile("configuration are in (\\S+)").matcher(progress());
        if (place.find()) {
            try (Stream<Path> files = Files.list(Path.of(place.group(1)))) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(Path.of(place.group(1)));
        }
    }

    private String progress() {
        try {
            return Files.readString(directory.resolve("err"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatCannotWorkIsAnErrorOfUsage() throws Exception {
        BenchProcess noRedis = BenchProcess.run(directory, "online", "--redis-server=/nowhere/redis-server");
        assertThat(noRedis.exitCode()).isEqualTo(2);
        assertThat(noRedis.err()).contains("/nowhere/redis-server is not a program");

        BenchProcess noRoom = BenchProcess.run(
                directory, "online", "--redis-server=" + RedisProcess.program(), "--nodes=2", "--capacity=10");
        assertThat(noRoom.exitCode()).isEqualTo(2);
        assertThat(noRoom.err()).contains("have no room for 100,001 connections", "ulimit -n");
    }
}
