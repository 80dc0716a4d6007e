package io.carillon.cli;

import io.carillon.config.Config;
import io.carillon.config.ConfigReader;
import io.carillon.config.HostName;
import io.carillon.config.InvalidConfigException;
import io.carillon.config.LoadedConfig;
import io.carillon.config.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(name = "run", description = "Run a node (the default command).", sortOptions = false)
final class RunCommand implements Callable<Integer> {
    private static final int MAX_PORT = 65535;

    private final Launcher launcher;
    private final ConfigReader reader;

    @Spec
    private CommandSpec spec;

    @Option(names = "-conf", paramLabel = "FILE", description = "Configuration; absent: a development node.")
    private Path conf;

    @Option(
            names = "-instances",
            paramLabel = "N",
            description = "WebSocketVerticle instances, 1 to 1024; absent: one per core.")
    private Integer instances;

    @Option(names = "-cluster", description = "Join the Hazelcast cluster that the configuration describes.")
    private boolean cluster;

    @Option(names = "-cluster-host", paramLabel = "H", description = "Where the other nodes reach this one.")
    private String clusterHost;

    @Option(
            names = "-cluster-port",
            paramLabel = "P",
            description = "Hazelcast port of this node, in place of cluster.port.")
    private Integer clusterPort;

    RunCommand(Launcher launcher, ConfigReader reader) {
        this.launcher = launcher;
        this.reader = reader;
    }

    @Override
    public Integer call() throws Exception {
        RunOptions options = options();
        if (conf == null) {
            return launcher.run(checked(reader.withoutFile()), options, Optional.empty());
        }
        return launcher.run(checked(reader.read(conf)), options, Optional.of(() -> checked(reader.read(conf))));
    }

    private RunOptions options() {
        require(
                instances == null || instances >= 1 && instances <= RunOptions.MAX_INSTANCES,
                "-instances must be 1 to " + RunOptions.MAX_INSTANCES + ", not " + instances);
        require(
                clusterPort == null || clusterPort >= 0 && clusterPort <= MAX_PORT,
                "-cluster-port must be 0 to " + MAX_PORT + ", not " + clusterPort);
        require(
                clusterHost == null || HostName.isValid(clusterHost),
                "-cluster-host must be a host name or an IP address");
        require(cluster || clusterHost == null && clusterPort == null, "-cluster-host and -cluster-port need -cluster");
        return new RunOptions(
                instances == null ? Runtime.getRuntime().availableProcessors() : instances,
                cluster,
                Optional.ofNullable(clusterHost),
                clusterPort == null ? OptionalInt.empty() : OptionalInt.of(clusterPort));
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private Config checked(LoadedConfig loaded) {
        Config config = loaded.config();
        List<Problem> problems = new ArrayList<>(cluster ? config.problemsForCluster() : List.of());
        problems.addAll(launcher.check(config));
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        return config;
    }
}
