package io.carillon.cli;

import io.carillon.bench.Bench;
import io.carillon.bench.Load;
import io.carillon.bench.Progress;
import io.carillon.bench.Report;
import io.carillon.config.ConfigReader;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** One scenario: runs it and prints what was found. */
abstract class LoadCommand implements Callable<Integer> {
    private static final Duration TIME_TO_PRINT = Duration.ofSeconds(5);
    private static final int NOT_CLEAN = 1;

    private final ConfigReader reader;
    private final Clock clock;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LoadOptions load;

    LoadCommand(ConfigReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    /** @throws IllegalArgumentException when the options do not fit together */
    abstract Load settings(LoadOptions load);

    @Override
    public final Integer call() throws IOException, InterruptedException {
        Load settings = checked();
        CommandLine terminal = spec.commandLine();
        Bench bench = new Bench(
                Program.worker(load.tokens().arguments()),
                new Progress(terminal.getErr(), System.console() != null),
                terminal.getErr());
        Thread self = Thread.currentThread();
        Reprieve untilPrinted = new Reprieve(self::interrupt, TIME_TO_PRINT);
        try {
            Report report = bench.run(settings);
            terminal.getOut().print(load.json() ? report.json().encodePrettily() + "\n" : report.table());
            terminal.getOut().flush();
            return report.isClean() ? ExitCode.OK : NOT_CLEAN;
        } finally {
            untilPrinted.end();
        }
    }

    private Load checked() {
        try {
            load.tokens().tokens(reader, clock);
            return settings(load);
        } catch (IllegalArgumentException | IOException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage());
        }
    }
}
