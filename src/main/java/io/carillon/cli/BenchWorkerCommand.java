package io.carillon.cli;

import io.carillon.bench.Worker;
import io.carillon.config.ConfigReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What the scenarios start. It goes on after an interrupt, which the terminal sends to it too, until it is dismissed. */
@Command(name = "worker", hidden = true, description = "A process of the load, told by another what to do.")
final class BenchWorkerCommand implements Callable<Integer> {
    private static final Duration TIME_TO_REPORT = Duration.ofSeconds(10);

    private final ConfigReader reader;
    private final Clock clock;

    @Spec
    private CommandSpec spec;

    @Mixin
    private TokenOptions tokens;

    BenchWorkerCommand(ConfigReader reader, Clock clock) {
        this.reader = reader;
        this.clock = clock;
    }

    @Override
    public Integer call() throws IOException {
        Reprieve untilDismissed = new Reprieve(() -> {}, TIME_TO_REPORT);
        try {
            Worker.run(
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                    spec.commandLine().getOut(),
                    tokens.tokens(reader, clock),
                    new SplittableRandom());
        } finally {
            untilDismissed.end();
        }
        return ExitCode.OK;
    }
}
