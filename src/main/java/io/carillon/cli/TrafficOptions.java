package io.carillon.cli;

import io.carillon.cli.LoadOptions.Traffic;
import java.time.Duration;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How a scenario publishes. */
final class TrafficOptions {
    private static final double DEFAULT_RATE = 20;

    /** One or none of them is given. */
    private static final class Loop {
        @Option(
                names = "--rate",
                paramLabel = "R",
                description = "Messages a second of all publishers, whatever comes back. Default: 20.")
        private Double rate;

        @Option(
                names = "--in-flight",
                paramLabel = "W",
                description = "In place of a rate: as many as the server takes with W messages under way.")
        private Integer inFlight;
    }

    @ArgGroup
    private Loop loop = new Loop();

    @Option(
            names = "--warm-up",
            paramLabel = "8s",
            defaultValue = "8s",
            converter = LoadOptions.Span.class,
            description = "Time of publishing before that makes no figures. Default: ${DEFAULT-VALUE}.")
    private Duration warmUp;

    @Option(
            names = "--duration",
            paramLabel = "10s",
            defaultValue = "10s",
            converter = LoadOptions.Span.class,
            description = "Time that is measured. Default: ${DEFAULT-VALUE}.")
    private Duration duration;

    @Option(
            names = "--size",
            paramLabel = "B",
            defaultValue = "128",
            description = "Bytes of the data of a message, 50 or more. Default: ${DEFAULT-VALUE}.")
    private int size;

    int size() {
        return size;
    }

    Traffic traffic() {
        return loop.inFlight == null
                ? new Traffic(loop.rate == null ? DEFAULT_RATE : loop.rate, 0, warmUp, duration)
                : new Traffic(0, loop.inFlight, warmUp, duration);
    }
}
