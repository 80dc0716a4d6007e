package io.carillon.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.channel.Discontinuity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MetricsDocumentTest {
    private static final Pattern ROW = Pattern.compile("\\| `([a-z0-9_]+)` \\| (\\w+) \\| ([a-z`, ]*)\\|.*\\|");

    @Test
    void every_metric_is_documented_and_every_documented_metric_exists() throws IOException {
        String document = Files.readString(Path.of("src/docs/METRICS.md"));
        int split = document.indexOf("## Only when it occurs");
        TreeMap<String, String> always = rows(document.substring(0, split));
        TreeMap<String, String> sometimes = rows(document.substring(split));
        TreeMap<String, String> scraped = scrape();
        assertThat(scraped).containsAllEntriesOf(always);
        scraped.keySet().removeAll(sometimes.keySet());
        assertThat(always).containsExactlyEntriesOf(scraped);
    }

    /** Name to type and labels. */
    private static TreeMap<String, String> rows(String text) {
        TreeMap<String, String> rows = new TreeMap<>();
        Matcher row = ROW.matcher(text);
        while (row.find()) {
            TreeSet<String> labels = new TreeSet<>();
            Stream.of(row.group(3).split("[`, ]+"))
                    .filter(label -> !label.isBlank())
                    .forEach(labels::add);
            rows.put(row.group(1), row.group(2) + labels);
        }
        return rows;
    }

    private static TreeMap<String, String> scrape() {
        try (Exposition exposition = new Exposition()) {
            touchWhatHasLabels(exposition.meters());
            exposition.hookMeters().authorized("allowed");
            exposition.histograms().record(Measure.PUBLISH, 1);
            Scraped scraped = new Scraped(exposition.text());
            TreeMap<String, String> found = new TreeMap<>();
            scraped.types.forEach((name, type) -> found.put(name, type + scraped.labels.get(name)));
            return found;
        }
    }

    private static void touchWhatHasLabels(Meters meters) {
        meters.handshakeRefused("token");
        meters.apiKeyRefused("wrong");
        meters.closed(1001);
        meters.verticleRestarted("bridge");
        meters.reloaded("applied");
        meters.historyReset(Discontinuity.EXPIRED);
        meters.busLag(0, 1);
        meters.eventLoopLag(0, 1);
    }
}
