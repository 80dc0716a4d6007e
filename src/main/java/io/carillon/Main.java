package io.carillon;

import io.carillon.cli.Cli;
import io.carillon.config.ConfigReader;
import java.io.PrintWriter;
import java.time.Clock;

/** The program's entry. */
public final class Main {
    static {
        // Before anything logs: one road for all logs.
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        System.setProperty("hazelcast.logging.type", "slf4j");
    }

    public static void main(String[] arguments) {
        ProcessSignals signals = Cli.isRun(arguments) ? ProcessSignals.install() : new ProcessSignals();
        Cli cli = new Cli(
                new Node(System.out, signals),
                new ConfigReader(System::getenv),
                Clock.systemUTC(),
                new PrintWriter(System.out, true),
                new PrintWriter(System.err, true));
        System.exit(cli.execute(arguments));
    }

    private Main() {}
}
