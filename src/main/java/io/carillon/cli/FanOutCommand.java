package io.carillon.cli;

import io.carillon.bench.Settings;
import io.carillon.bench.Settings.Scenario;
import io.carillon.config.ConfigReader;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "fan-out",
        description = "One channel with many subscribers: every message goes to all of them.",
        sortOptions = false,
        footer = {
            "",
            "java -jar target/carillon.jar bench fan-out --conf carillon.json --subscribers 1000 --rate 20",
            "java -jar target/carillon.jar bench fan-out --conf carillon.json --in-flight 16 --pid $(pgrep -f carillon)"
        })
final class FanOutCommand extends LoadCommand {
    private static final double CONNECT_RATE = 1000;
    private static final int SUBSCRIBERS = 1000;

    /** A user may have 100 connections by default. */
    private static final int SUBSCRIBERS_OF_ONE_USER = 90;

    @Mixin
    private TrafficOptions traffic;

    @Option(
            names = "--subscribers",
            paramLabel = "N",
            description = "Default: 1000, or 90 with --token, since by default a user may have 100 connections.")
    private Integer subscribers;

    @Option(
            names = "--publishers",
            paramLabel = "P",
            defaultValue = "1",
            description = "Connections that publish in turn. Default: ${DEFAULT-VALUE}.")
    private int publishers;

    @Option(
            names = "--stalled",
            paramLabel = "N",
            defaultValue = "0",
            description = "More subscribers that never read. Their fate is told; what they miss is not lost.")
    private int stalled;

    FanOutCommand(ConfigReader reader, Clock clock) {
        super(reader, clock);
    }

    @Override
    Settings settings(LoadOptions load) {
        int usual = load.tokens().isOneUser() ? SUBSCRIBERS_OF_ONE_USER : SUBSCRIBERS;
        int count = subscribers == null ? usual : subscribers;
        return load.settings(
                Scenario.FAN_OUT,
                load.plan(1, 1, count, publishers, stalled, traffic.size()),
                CONNECT_RATE,
                traffic.traffic());
    }
}
