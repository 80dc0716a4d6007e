package io.carillon.cli;

import io.carillon.bench.RecoverySettings;
import io.carillon.config.ConfigReader;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "recovery",
        description = "Cut all subscribers of a channel with history, publish, and let them all come back at once.",
        sortOptions = false,
        footer = {
            "",
            "The channel must lie in a namespace with historySize and historyTtl: name it with --channel.",
            "java -jar target/carillon.jar bench recovery --conf carillon.json --channel chat:bench"
                    + " --metrics http://127.0.0.1:9090/metrics"
        })
final class RecoveryCommand extends LoadCommand {
    private static final double CONNECT_RATE = 1000;

    @Option(
            names = "--subscribers",
            paramLabel = "N",
            defaultValue = "15000",
            description = "Default: ${DEFAULT-VALUE}.")
    private int subscribers;

    @Option(
            names = "--missed",
            paramLabel = "M",
            defaultValue = "100",
            description = "Messages that are published while all are away. Default: ${DEFAULT-VALUE}.")
    private int missed;

    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "20",
            description = "Messages a second before, and while they come back. Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--warm-up",
            paramLabel = "3s",
            defaultValue = "3s",
            converter = LoadOptions.Span.class,
            description = "Time of publishing before the connections are cut. Default: ${DEFAULT-VALUE}.")
    private Duration warmUp;

    @Option(
            names = "--size",
            paramLabel = "B",
            defaultValue = "128",
            description = "Bytes of the data of a message, 50 or more. Default: ${DEFAULT-VALUE}.")
    private int size;

    @Option(
            names = "--metrics",
            split = ",",
            paramLabel = "URL",
            description = "Where the servers' ops listeners tell their metrics: readings of the history are reported.")
    private List<URI> metrics = List.of();

    RecoveryCommand(ConfigReader reader, Clock clock) {
        super(reader, clock);
    }

    @Override
    RecoverySettings settings(LoadOptions load) {
        return load.recovery(load.plan(1, 1, subscribers, 1, 0, size), CONNECT_RATE, rate, warmUp, missed, metrics);
    }
}
