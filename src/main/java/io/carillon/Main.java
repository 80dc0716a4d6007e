package io.carillon;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.carillon.cli.Cli;
import io.carillon.config.ConfigReader;
import io.carillon.logging.StandardStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.time.Clock;
import org.slf4j.LoggerFactory;

/** The program's entry. */
public final class Main {
    private static final String LOG = "CARILLON_LOG";

    static {
        // Before anything logs: one road for all logs.
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        System.setProperty("hazelcast.logging.type", "slf4j");
    }

    public static void main(String[] arguments) {
        // Read when the first TLS class is loaded: a client of TLS 1.2 could have handshakes made without end.
        System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
        boolean isRun = Cli.isRun(arguments);
        ProcessSignals signals = isRun ? ProcessSignals.install() : new ProcessSignals();
        if (isRun) {
            logEverything();
        }
        Cli cli = new Cli(
                new Node(System.out, !isForMachines(), signals),
                new ConfigReader(System::getenv),
                Clock.systemUTC(),
                new PrintWriter(System.out, true),
                new PrintWriter(System.err, true));
        System.exit(execute(cli, arguments));
    }

    /** An error in this thread, such as a lack of memory, would end it alone and leave a process that does nothing. */
    private static int execute(Cli cli, String[] arguments) {
        try {
            return cli.execute(arguments);
        } catch (Error failure) {
            System.err.println("Fatal: the process ends: " + failure);
            Runtime.getRuntime().halt(1);
            throw failure;
        }
    }

    /** One form for all that a node writes, whoever writes it. */
    private static void logEverything() {
        if (isForMachines()) {
            System.setOut(new PrintStream(StandardStream.out(), true, UTF_8));
            System.setErr(new PrintStream(StandardStream.err(), true, UTF_8));
        }
        Thread.setDefaultUncaughtExceptionHandler((thread, failure) -> LoggerFactory.getLogger(Main.class)
                .atError()
                .addKeyValue("thread", thread.getName())
                .setCause(failure)
                .log("A thread ended by an exception"));
    }

    private static boolean isForMachines() {
        return "json".equals(System.getProperty(LOG, System.getenv(LOG)));
    }

    private Main() {}
}
