package io.carillon.cli;

import io.carillon.bench.Online;
import io.carillon.bench.OnlineResult;
import io.carillon.bench.OnlineSettings;
import io.carillon.bench.Progress;
import io.carillon.bench.cluster.LocalRedis;
import io.carillon.bench.cluster.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "online",
        description = "Start a cluster with Redis on this machine, connect everybody, kill a node, drain.",
        sortOptions = false,
        footer = {
            "",
            "No server needs to run: this scenario starts its own and ends it. It needs redis-server.",
            "./run.sh bench online",
            "./run.sh bench online --nodes 3 --connections 3000"
        })
final class OnlineCommand implements Callable<Integer> {
    private static final Duration TIME_TO_END = Duration.ofSeconds(20);
    private static final int CONNECTIONS_PER_PROCESS = 18_000;
    private static final int MESSAGES_PER_SECOND = 10_000;
    private static final int NOT_CLEAN = 1;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--nodes",
            paramLabel = "N",
            defaultValue = "6",
            description = "Processes of the cluster. Default: ${DEFAULT-VALUE}.")
    private int nodes;

    @Option(
            names = "--connections",
            paramLabel = "N",
            defaultValue = "100000",
            description = "Subscribers: all of them in one channel, each in a room too. Default: ${DEFAULT-VALUE}.")
    private int connections;

    @Option(
            names = "--capacity",
            paramLabel = "N",
            description = "Connections that a node holds; absent: what its open files allow (ulimit -n).")
    private Integer capacity;

    @Option(
            names = "--processes",
            paramLabel = "N",
            description = "Processes that make the load; absent: as many as the connections need.")
    private Integer processes;

    @Option(
            names = "--handshakes",
            paramLabel = "N",
            defaultValue = "256",
            description = "Connections in the making at most. Default: ${DEFAULT-VALUE}.")
    private int handshakes;

    @Mixin
    private OnlineTraffic traffic;

    @Option(
            names = "--restart-after",
            paramLabel = "15s",
            defaultValue = "15s",
            converter = LoadOptions.Span.class,
            description = "When the killed node is started again. Default: ${DEFAULT-VALUE}.")
    private Duration restartAfter;

    @Option(
            names = "--drain",
            paramLabel = "20s",
            defaultValue = "20s",
            converter = LoadOptions.Span.class,
            description = "Time over which the nodes close their connections at the end. Default: ${DEFAULT-VALUE}.")
    private Duration drain;

    @Option(
            names = "--redis-server",
            paramLabel = "PATH",
            description = "The program; absent: redis-server of the path.")
    private Path redisServer;

    @Option(names = "--json", description = "Print one JSON object instead of a table.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        CommandLine terminal = spec.commandLine();
        Path redis = checked(() -> LocalRedis.find(Optional.ofNullable(redisServer)));
        OnlineSettings settings = checked(this::settings);
        Online online = new Online(
                Program.again(),
                conf -> Program.frugalWorker(List.of("--conf", conf.toString())),
                new Progress(terminal.getErr(), System.console() != null),
                terminal.getErr());
        Thread self = Thread.currentThread();
        Reprieve untilEnded = new Reprieve(self::interrupt, TIME_TO_END);
        try {
            String run = String.format("%08x", new SplittableRandom().nextInt());
            OnlineResult result = online.run(settings, redis, run);
            terminal.getOut().print(json ? result.json().encodePrettily() + "\n" : result.table());
            terminal.getOut().flush();
            return result.isClean() ? ExitCode.OK : NOT_CLEAN;
        } finally {
            untilEnded.end();
        }
    }

    private OnlineSettings settings() {
        int most = OpenFiles.connections();
        int each = Math.min(most, CONNECTIONS_PER_PROCESS);
        return new OnlineSettings(
                new Shape(
                        nodes,
                        capacity == null ? Math.min(most, connections + nodes) : capacity,
                        MESSAGES_PER_SECOND,
                        drain),
                connections,
                traffic.roomSize(),
                processes == null ? (connections + each - 1) / each : processes,
                handshakes,
                traffic.rate(),
                traffic.duration(),
                traffic.roomRate(),
                traffic.roomDuration(),
                restartAfter);
    }

    private <T> T checked(Supplier<T> supplier) {
        try {
            return supplier.get();
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage());
        }
    }
}
