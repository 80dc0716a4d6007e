package io.carillon.cli;

import io.carillon.bench.Entry;
import io.carillon.bench.Plan;
import io.carillon.bench.RecoverySettings;
import io.carillon.bench.Settings;
import io.carillon.bench.Settings.Scenario;
import io.carillon.config.DurationText;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What all scenarios have in common. */
final class LoadOptions {
    private static final int CONNECTIONS_PER_PROCESS = 18_000;

    @Mixin
    private TokenOptions tokens;

    @Option(
            names = "--url",
            paramLabel = "URL",
            defaultValue = "ws://127.0.0.1:8080/ws",
            description = "Server; give several and the connections are spread over them. Default: ${DEFAULT-VALUE}.")
    private List<String> urls;

    @Option(
            names = "--source",
            split = ",",
            paramLabel = "A,B",
            description = "Addresses to connect from; absent: 127.0.0.2 and the next to a server on loopback.")
    private List<String> sources = List.of();

    @Option(
            names = "--processes",
            paramLabel = "N",
            description = "Processes that make the load; absent: one for each 18,000 connections.")
    private Integer processes;

    @Option(
            names = "--connect-rate",
            paramLabel = "R",
            description = "Connections begun in a second at most; 0: no bound.")
    private Double connectRate;

    @Option(
            names = "--handshakes",
            paramLabel = "N",
            defaultValue = "128",
            description = "Connections in the making at most. Default: ${DEFAULT-VALUE}.")
    private int handshakes;

    @Option(
            names = "--connect-timeout",
            paramLabel = "10s",
            defaultValue = "10s",
            converter = Span.class,
            description = "Time for one connection to be subscribed. Default: ${DEFAULT-VALUE}.")
    private Duration connectTimeout;

    @Option(names = "--reconnect", description = "Make connections that are lost again.")
    private boolean reconnect;

    @Option(
            names = "--channel",
            paramLabel = "P",
            defaultValue = "bench",
            description = "Beginning of the channels' names; chat:bench lies in the namespace chat. Default: bench.")
    private String prefix;

    @Option(
            names = "--pid",
            split = ",",
            paramLabel = "P",
            description = "Processes of the server on this machine: CPU and memory are reported. Linux only.")
    private List<Long> pids = List.of();

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    TokenOptions tokens() {
        return tokens;
    }

    boolean json() {
        return json;
    }

    /** Durations as the configuration has them. */
    static final class Span implements picocli.CommandLine.ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            return DurationText.parse(text)
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is not a duration such as 10s"));
        }
    }

    Plan plan(int channels, int perConnection, int subscribers, int publishers, int stalled, int size) {
        String run = String.format("%08x", new SplittableRandom().nextInt());
        return new Plan(run, prefix, channels, perConnection, subscribers, publishers, stalled, size, false);
    }

    /** @param defaultRate connections in a second unless the command line says otherwise */
    Settings settings(Scenario scenario, Plan plan, double defaultRate, Traffic traffic) {
        return new Settings(
                scenario,
                plan,
                urls,
                sources,
                workers(plan),
                entry(defaultRate, reconnect),
                traffic.rate(),
                traffic.inFlight(),
                traffic.warmUp(),
                traffic.duration(),
                pids);
    }

    /** Who is not connected at first makes no second attempt: those who come back are to be told from others. */
    RecoverySettings recovery(
            Plan plan, double defaultRate, double rate, Duration warmUp, int missed, List<URI> metrics) {
        return new RecoverySettings(
                plan, urls, sources, workers(plan), entry(defaultRate, false), rate, warmUp, missed, pids, metrics);
    }

    private int workers(Plan plan) {
        int connections = plan.subscribers() + plan.stalled() + plan.publishers();
        return processes == null ? (connections + CONNECTIONS_PER_PROCESS - 1) / CONNECTIONS_PER_PROCESS : processes;
    }

    private Entry entry(double defaultRate, boolean again) {
        return new Entry(connectRate == null ? defaultRate : connectRate, handshakes, connectTimeout, again);
    }

    /** How long, and how much is published meanwhile. */
    record Traffic(double rate, int inFlight, Duration warmUp, Duration duration) {
        static Traffic none(Duration duration) {
            return new Traffic(0, 0, Duration.ZERO, duration);
        }
    }
}
