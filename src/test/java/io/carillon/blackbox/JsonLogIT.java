package io.carillon.blackbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.testing.Await;
import io.carillon.testing.CarillonCluster;
import io.carillon.testing.CarillonProcess;
import io.carillon.testing.NodeConf;
import io.carillon.testing.Ports;
import io.carillon.testing.RedisProcess;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** With {@code CARILLON_LOG=json} whatever a node writes, on either output, is one JSON object in one line. */
class JsonLogIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final List<String> JSON = List.of("-Xmx256m", "-DCARILLON_LOG=json");

    @Test
    void aNodeOfAClusterThatLosesRedisReloadsAndEnds() {
        try (RedisProcess redis = RedisProcess.start()) {
            int member = Ports.free();
            NodeConf conf = CarillonCluster.shared(redis)
                    .with("cluster.port", member)
                    .with("cluster.members", new JsonArray().add("127.0.0.1:" + member))
                    .with("metrics.logInterval", "500ms");
            try (CarillonProcess node = CarillonProcess.launch(conf, JSON, "-cluster")) {
                node.awaitReady();
                redis.kill();
                awaitOutput(node, "Redis", "WARN");
                redis.restart();
                node.rewrite(conf.with("limits.jsonDepth", -1));
                node.hangUp();
                awaitOutput(node, "jsonDepth");
                awaitOutput(node, "\"Statistics\"");
                node.ops("POST", "/stats/reset", "");
                node.terminate();
                assertThat(node.awaitExit()).isZero();
                List<JsonObject> lines = lines(node);
                assertThat(value(lines, "Started", "port")).isEqualTo(node.port());
                assertThat(value(lines, "Joined the cluster", "members")).isEqualTo(1);
                assertThat(value(lines, "Draining", "over")).isEqualTo(1000);
                assertThat(value(lines, "API call", "status")).isEqualTo(200);
                assertThat(value(lines, "Statistics", "connections")).isEqualTo(0);
                assertThat(value(lines, "Statistics", "uptime")).isInstanceOf(Number.class);
            }
        }
    }

    @Test
    void aDevelopmentNodeWhoseSummaryIsForPeople() {
        try (CarillonProcess node = CarillonProcess.launch(NodeConf.ports(), JSON)) {
            awaitOutput(node, "Started");
            node.terminate();
            assertThat(node.awaitExit()).isZero();
            assertThat(lines(node)).isNotEmpty();
        }
    }

    @Test
    void aStartThatFails() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                CarillonProcess node =
                        CarillonProcess.launch(NodeConf.open().with("server.port", taken.getLocalPort()), JSON)) {
            assertThat(node.awaitExit()).isEqualTo(1);
            assertThat(messages(node)).anyMatch(message -> message.contains("" + taken.getLocalPort()));
        }
        try (CarillonProcess node = CarillonProcess.launch(NodeConf.open().with("server.prot", 1), JSON)) {
            assertThat(node.awaitExit()).isEqualTo(2);
            assertThat(messages(node)).anyMatch(message -> message.startsWith("server.prot: unknown key"));
        }
        try (CarillonProcess node = CarillonProcess.launch(NodeConf.open(), JSON, "-nonsense")) {
            assertThat(node.awaitExit()).isEqualTo(2);
            assertThat(messages(node)).anyMatch(message -> message.contains("-nonsense"));
        }
    }

    private static void awaitOutput(CarillonProcess node, String... parts) {
        Await.until(
                List.of(parts) + " is written",
                DEADLINE,
                () -> node.output().lines().anyMatch(line -> Stream.of(parts).allMatch(line::contains)));
    }

    private static List<String> messages(CarillonProcess node) {
        return lines(node).stream().map(line -> line.getString("message")).toList();
    }

    private static List<JsonObject> lines(CarillonProcess node) {
        return Stream.concat(node.output().lines(), node.errors().lines())
                .map(JsonLogIT::parsed)
                .toList();
    }

    private static JsonObject parsed(String line) {
        try {
            JsonObject entry = new JsonObject(line);
            assertThat(entry.getValue("timestamp")).isInstanceOf(Long.class);
            assertThat(entry.getString("level")).isIn("ERROR", "WARN", "INFO");
            assertThat(entry.getString("loggerName")).isNotBlank();
            assertThat(entry.getString("message")).isNotBlank();
            return entry;
        } catch (DecodeException e) {
            throw new AssertionError("no JSON object: " + line, e);
        }
    }

    private static Object value(List<JsonObject> lines, String message, String key) {
        return lines.stream()
                .filter(line -> message.equals(line.getString("message")))
                .flatMap(line -> line.getJsonArray("kvpList").stream())
                .map(JsonObject.class::cast)
                .filter(pair -> pair.containsKey(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError(message + " without " + key + ": " + lines))
                .getValue(key);
    }
}
