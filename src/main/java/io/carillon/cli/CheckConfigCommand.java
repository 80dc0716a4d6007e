package io.carillon.cli;

import io.carillon.config.ConfigReader;
import io.carillon.config.InvalidConfigException;
import io.carillon.config.LoadedConfig;
import io.carillon.config.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "check-config",
        description = "Report every problem of a configuration, or print what it means, secrets masked.",
        sortOptions = false)
final class CheckConfigCommand implements Callable<Integer> {
    private final Launcher launcher;
    private final ConfigReader reader;

    @Spec
    private CommandSpec spec;

    @Option(names = "-conf", paramLabel = "FILE", required = true, description = "Configuration to check.")
    private Path conf;

    CheckConfigCommand(Launcher launcher, ConfigReader reader) {
        this.launcher = launcher;
        this.reader = reader;
    }

    @Override
    public Integer call() {
        LoadedConfig loaded = reader.read(conf);
        List<Problem> problems = launcher.check(loaded.config());
        if (!problems.isEmpty()) {
            throw new InvalidConfigException(problems);
        }
        spec.commandLine().getOut().println(loaded.printed());
        return ExitCode.OK;
    }
}
