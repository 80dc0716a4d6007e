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
        name = "storm",
        description = "Connect and subscribe as fast as --handshakes at a time allow.",
        sortOptions = false,
        footer = {
            "",
            "java -jar target/carillon.jar bench storm --conf carillon.json --connections 5000 --handshakes 128"
        })
final class StormCommand extends LoadCommand {
    private static final double CONNECT_RATE = 0;
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

    StormCommand(ConfigReader reader, Clock clock) {
        super(reader, clock);
    }

    @Override
    Settings settings(LoadOptions load) {
        return load.settings(
                Scenario.STORM,
                load.plan(channels, 1, connections, 0, 0, SIZE),
                CONNECT_RATE,
                Traffic.none(Duration.ZERO));
    }
}
