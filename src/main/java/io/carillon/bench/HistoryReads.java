package io.carillon.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

/** How many pages of histories the servers have read from the broker, as they tell it to Prometheus. */
final class HistoryReads {
    private static final String METRIC = "carillon_history_reads_total ";
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int OK = 200;

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(DEADLINE).build();
    private final List<URI> metrics;

    HistoryReads(List<URI> metrics) {
        this.metrics = metrics;
    }

    /** @throws IllegalArgumentException when it is not like {@code http://host:port/metrics} */
    static void check(URI uri) {
        if (uri.getHost() == null || !("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
            throw new IllegalArgumentException(uri + " is not a URL like http://127.0.0.1:9090/metrics");
        }
    }

    /**
     * The sum over all servers; nothing when none is to be asked.
     *
     * @throws BenchException when one does not answer, or does not tell it
     */
    OptionalLong now() throws InterruptedException {
        long sum = 0;
        for (URI uri : metrics) {
            sum += read(uri);
        }
        return metrics.isEmpty() ? OptionalLong.empty() : OptionalLong.of(sum);
    }

    private long read(URI uri) throws InterruptedException {
        try {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(uri).timeout(DEADLINE).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != OK) {
                throw new BenchException(uri + " answers " + answer.statusCode());
            }
            return answer.body()
                    .lines()
                    .filter(line -> line.startsWith(METRIC))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(METRIC.length())))
                    .findFirst()
                    .orElseThrow(() -> new BenchException(uri + " does not tell " + METRIC.strip()));
        } catch (IOException e) {
            throw new BenchException(uri + " does not answer: " + e.getMessage());
        }
    }
}
