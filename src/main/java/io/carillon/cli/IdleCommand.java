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
        name = "idle",
        description = "Hold connections that hear nothing; how many stay, and with --pid what they cost.",
        sortOptions = false,
        footer = {"", "java -jar target/carillon.jar bench idle --conf carillon.json --connections 15000 --duration 1m"
        })
final class IdleCommand extends LoadCommand {
    private static final double CONNECT_RATE = 1000;
    private static final int SIZE = 128;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "1000",
            description = "How many. Default: ${DEFAULT-VALUE}.")
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

    IdleCommand(ConfigReader reader, Clock clock) {
        super(reader, clock);
    }

    @Override
    Settings settings(LoadOptions load) {
        return load.settings(
                Scenario.IDLE, load.plan(channels, 1, connections, 0, 0, SIZE), CONNECT_RATE, Traffic.none(duration));
    }
}
