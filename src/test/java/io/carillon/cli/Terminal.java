package io.carillon.cli;

import io.carillon.config.ConfigReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;

/** The command line in the test's own process: what it printed, and how it ended. */
final class Terminal {
    private final Launcher launcher;
    private final Clock clock;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    Terminal(Launcher launcher, Clock clock) {
        this.launcher = launcher;
        this.clock = clock;
    }

    int execute(String... arguments) {
        Map<String, String> environment = Map.of(
                "CARILLON_SECRET", "01234567890123456789012345678901",
                "CARILLON_API_KEY", "0123456789abcdef0123456789abcdef");
        ConfigReader reader = new ConfigReader(environment::get);
        return new Cli(launcher, reader, clock, new PrintWriter(out), new PrintWriter(err)).execute(arguments);
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }
}
