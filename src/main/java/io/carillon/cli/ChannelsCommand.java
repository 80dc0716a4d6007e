package io.carillon.cli;

import io.carillon.bench.Settings;
import io.carillon.bench.Settings.Scenario;
import io.carillon.config.ConfigReader;
import java.time.Clock;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "channels",
        description = "Many channels with few subscribers each.",
        sortOptions = false,
        footer = {
            "",
            "java -jar target/carillon.jar bench channels --conf carillon.json --channels 2000 --subscribers 5 --rate 2000"
        })
final class ChannelsCommand extends LoadCommand {
    private static final double CONNECT_RATE = 1000;

    @Mixin
    private TrafficOptions traffic;

    @Option(names = "--channels", paramLabel = "C", defaultValue = "200", description = "Default: ${DEFAULT-VALUE}.")
    private int channels;

    @Option(
            names = "--subscribers",
            paramLabel = "S",
            defaultValue = "5",
            description = "Of each channel. Default: ${DEFAULT-VALUE}.")
    private int subscribers;

    @Option(
            names = "--channels-per-connection",
            paramLabel = "K",
            defaultValue = "1",
            description = "Channels to which one connection subscribes. Default: ${DEFAULT-VALUE}.")
    private int channelsPerConnection;

    @Option(
            names = "--publishers",
            paramLabel = "P",
            defaultValue = "20",
            description = "Connections that publish in turn. Default: ${DEFAULT-VALUE}.")
    private int publishers;

    ChannelsCommand(ConfigReader reader, Clock clock) {
        super(reader, clock);
    }

    @Override
    Settings settings(LoadOptions load) {
        long subscriptions = (long) channels * subscribers;
        if (channelsPerConnection < 1 || subscriptions % channelsPerConnection != 0) {
            throw new IllegalArgumentException("--channels times --subscribers must be a multiple of"
                    + " --channels-per-connection, so that every channel gets its subscribers");
        }
        int connections = Math.toIntExact(subscriptions / channelsPerConnection);
        return load.settings(
                Scenario.CHANNELS,
                load.plan(channels, channelsPerConnection, connections, publishers, 0, traffic.size()),
                CONNECT_RATE,
                traffic.traffic());
    }
}
