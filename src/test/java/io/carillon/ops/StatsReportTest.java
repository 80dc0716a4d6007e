package io.carillon.ops;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.carillon.bus.StatsAnswer;
import io.carillon.metrics.Histograms;
import io.carillon.metrics.Measure;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatsReportTest {
    private final StatsReport report = new StatsReport();

    @Test
    void without_records_every_measure_is_all_zeros() {
        JsonObject zeros = new JsonObject("{\"count\":0,\"min\":0.0,\"max\":0.0,\"avg\":0.0,\"p95\":0.0,\"p99\":0.0}");
        assertThat(report.toJson())
                .isEqualTo(new JsonObject()
                        .put("messageProcessing", zeros)
                        .put("publish", zeros)
                        .put("fanOut", zeros));
    }

    @Test
    void several_nodes_are_added_before_percentiles_are_taken() {
        report.add(overTheWire(node(99, Duration.ofMillis(1))));
        report.add(overTheWire(node(1, Duration.ofMillis(1_000))));
        JsonObject publish = report.toJson().getJsonObject("publish");
        assertThat(publish.getLong("count")).isEqualTo(100);
        assertThat(publish.getDouble("max")).isCloseTo(1_000, within(2.0));
        assertThat(publish.getDouble("min")).isCloseTo(1, within(0.01));
        assertThat(publish.getDouble("p95")).isCloseTo(1, within(0.01));
        assertThat(publish.getDouble("p99")).isCloseTo(1, within(0.01));
        assertThat(publish.getDouble("avg")).isCloseTo(10.99, within(0.05));
    }

    @Test
    void a_node_that_cannot_be_read_adds_nothing() {
        Map<String, byte[]> histograms = Map.of("publish", new byte[] {1, 2, 3});
        StatsAnswer broken = new StatsAnswer(Duration.ZERO, histograms);
        assertThatThrownBy(() -> report.add(broken)).isInstanceOf(IllegalArgumentException.class);
        for (String text : new String[] {"{}", "{\"histograms\":7}", "{\"histograms\":{\"publish\":\"%\"}}"}) {
            assertThatThrownBy(() -> StatsWire.decode(new JsonObject(text)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static StatsAnswer node(int records, Duration duration) {
        Histograms histograms = new Histograms();
        for (int i = 0; i < records; i++) {
            histograms.record(Measure.PUBLISH, duration.toNanos());
        }
        return new StatsAnswer(Duration.ofSeconds(1), histograms.encoded());
    }

    private static StatsAnswer overTheWire(StatsAnswer answer) {
        return StatsWire.decode(new JsonObject(StatsWire.encode(answer).encode()));
    }
}
