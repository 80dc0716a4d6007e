package io.carillon.cli;

import io.carillon.config.ConfigReader;
import java.nio.file.Path;
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
    private final ConfigReader reader;

    @Spec
    private CommandSpec spec;

    @Option(names = "-conf", paramLabel = "FILE", required = true, description = "Configuration to check.")
    private Path conf;

    CheckConfigCommand(ConfigReader reader) {
        this.reader = reader;
    }

    @Override
    public Integer call() {
        spec.commandLine().getOut().println(reader.read(conf).printed());
        return ExitCode.OK;
    }
}
