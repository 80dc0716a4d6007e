package io.carillon.cli;

import io.carillon.config.ConfigReader;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The commands of the program. Without the name of one, {@code run} is meant. */
@Command(
        name = "carillon",
        description = "Clustered WebSocket publish/subscribe server.%n",
        versionProvider = Version.class,
        sortOptions = false,
        commandListHeading = "%nCommands:%n",
        footer = {
            "",
            "Without a command, run is meant: java -jar target/carillon.jar -instances 4 -conf conf/carillon.json",
            "Exit codes: 0 done, 1 failed start, 2 error of usage or configuration."
        })
public final class Cli {
    private static final String RUN = "run";
    private static final Pattern WITH_ONE_DASH =
            Pattern.compile("(?s)--(conf|instances|cluster|cluster-host|cluster-port)(=.*)?");
    private static final Set<String> OWN_OPTIONS = Set.of("-h", "--help", "--version");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    @Option(names = "--version", versionHelp = true, description = "Print the version.")
    private boolean version;

    private final CommandLine commands;

    public Cli(Launcher launcher, ConfigReader reader, Clock clock, PrintWriter out, PrintWriter err) {
        commands = new CommandLine(this)
                .addSubcommand(new RunCommand(launcher, reader))
                .addSubcommand(new CheckConfigCommand(launcher, reader))
                .addSubcommand(new TokenCommand(reader, clock))
                .addSubcommand(bench(reader, clock))
                .addSubcommand(new VersionCommand())
                .addSubcommand(new HelpCommand())
                .setOut(out)
                .setErr(err)
                .setExpandAtFiles(false)
                .setPosixClusteredShortOptionsAllowed(false)
                .setParameterExceptionHandler(Errors::usage)
                .setExecutionExceptionHandler(Errors::execution);
    }

    private static CommandLine bench(ConfigReader reader, Clock clock) {
        return new CommandLine(new BenchCommand())
                .addSubcommand(new FanOutCommand(reader, clock))
                .addSubcommand(new ChannelsCommand(reader, clock))
                .addSubcommand(new StormCommand(reader, clock))
                .addSubcommand(new IdleCommand(reader, clock))
                .addSubcommand(new ChurnCommand(reader, clock))
                .addSubcommand(new RecoveryCommand(reader, clock))
                .addSubcommand(new OnlineCommand())
                .addSubcommand(new BenchWorkerCommand(reader, clock));
    }

    /** @return the exit code of the process */
    public int execute(String... arguments) {
        Stream<String> command = isNamed(arguments) ? Stream.empty() : Stream.of(RUN);
        return commands.execute(Stream.concat(command, Stream.of(arguments).map(Cli::oneSpelling))
                .toArray(String[]::new));
    }

    /** The options of a run are written with one dash, and nobody has to remember that. */
    private static String oneSpelling(String argument) {
        return WITH_ONE_DASH.matcher(argument).matches() ? argument.substring(1) : argument;
    }

    /** Whether a node is meant, which goes by signals; nothing is checked. */
    public static boolean isRun(String... arguments) {
        return !isNamed(arguments) || arguments[0].equals(RUN);
    }

    private static boolean isNamed(String... arguments) {
        return arguments.length > 0 && (!arguments[0].startsWith("-") || OWN_OPTIONS.contains(arguments[0]));
    }
}
