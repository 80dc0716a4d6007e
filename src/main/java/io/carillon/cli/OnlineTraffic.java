package io.carillon.cli;

import java.time.Duration;
import picocli.CommandLine.Option;

/** What is published to a cluster full of clients. */
final class OnlineTraffic {
    @Option(
            names = "--rate",
            paramLabel = "R",
            defaultValue = "1",
            description = "Messages a second to all. Default: ${DEFAULT-VALUE}.")
    private double rate;

    @Option(
            names = "--duration",
            paramLabel = "30s",
            defaultValue = "30s",
            converter = LoadOptions.Span.class,
            description = "Time of publishing to all that is measured. Default: ${DEFAULT-VALUE}.")
    private Duration duration;

    @Option(
            names = "--room-size",
            paramLabel = "N",
            defaultValue = "5",
            description = "Subscribers of a room. Default: ${DEFAULT-VALUE}.")
    private int roomSize;

    @Option(
            names = "--room-rate",
            paramLabel = "R",
            defaultValue = "200",
            description = "Messages a second in all rooms together. Default: ${DEFAULT-VALUE}.")
    private double roomRate;

    @Option(
            names = "--room-duration",
            paramLabel = "20s",
            defaultValue = "20s",
            converter = LoadOptions.Span.class,
            description = "Time of publishing in rooms that is measured. Default: ${DEFAULT-VALUE}.")
    private Duration roomDuration;

    double rate() {
        return rate;
    }

    Duration duration() {
        return duration;
    }

    int roomSize() {
        return roomSize;
    }

    double roomRate() {
        return roomRate;
    }

    Duration roomDuration() {
        return roomDuration;
    }
}
