package io.carillon.cli;

import io.carillon.bench.Settings;
import io.carillon.bench.Settings.Scenario;
import io.carillon.cli.LoadOptions.Traffic;
import io.carillon.config.ConfigReader;
import java.time.Clock;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "churn",
        description = "Connect, subscribe, close, and again.",
        sortOptions = false,
        footer = {"", "java -jar target/carillon.jar bench churn --conf carillon.json --slots 100 --duration 30s"})
final class ChurnCommand extends LoadCommand {
    private static final double CONNECT_RATE = 0;
    private static final int SIZE = 128;

    @Option(
            names = "--slots",
            paramLabel = "N",
            defaultValue = "100",
            description = "Connections at a time. Default: ${DEFAULT-VALUE}.")
    private int connections;

    @Option(
            names = "--channels",
            paramLabel = "C",
            defaultValue = "1",
            description = "Channels over which the connections are spread. Default: ${DEFAULT-VALUE}.")
    private int channels;

    @Option(
            names = "--duration",
            paramLabel = "10s",
            defaultValue = "10s",
            converter = LoadOptions.Span.class,
            description = "Default: ${DEFAULT-VALUE}.")
    private Duration duration;

    ChurnCommand(ConfigReader reader, Clock clock) {
        super(reader, clock);
    }

    @Override
    Settings settings(LoadOptions load) {
        return load.settings(
                Scenario.CHURN, load.plan(channels, 1, connections, 0, 0, SIZE), CONNECT_RATE, Traffic.none(duration));
    }
}
