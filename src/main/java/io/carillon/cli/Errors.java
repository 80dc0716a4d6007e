package io.carillon.cli;

import io.carillon.config.InvalidConfigException;
import io.carillon.config.NearestKey;
import io.carillon.config.Reason;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says on the error output why a command did not do its work: one line per problem, no stack trace. */
final class Errors {
    static int usage(ParameterException e, String... arguments) {
        CommandLine command = e.getCommandLine();
        String help = command.getCommandSpec().qualifiedName() + " --help";
        command.getErr().println(unknownCommand(e).orElseGet(() -> Reason.of(e)) + " (see '" + help + "')");
        return ExitCode.USAGE;
    }

    /** The first word where a command is expected. */
    private static Optional<String> unknownCommand(ParameterException e) {
        Set<String> commands = e.getCommandLine().getSubcommands().keySet();
        return Optional.of(e)
                .filter(failure -> !commands.isEmpty())
                .filter(UnmatchedArgumentException.class::isInstance)
                .map(failure ->
                        ((UnmatchedArgumentException) failure).getUnmatched().get(0))
                .filter(word -> !word.startsWith("-"))
                .map(word -> "there is no command '" + word + "'"
                        + NearestKey.near(word, commands)
                                .map(near -> ", the nearest is " + near)
                                .orElse(""));
    }

    static int execution(Exception e, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        if (e instanceof InvalidConfigException invalid) {
            invalid.problems().forEach(err::println);
            return ExitCode.USAGE;
        }
        err.println("carillon " + command.getCommandName() + " failed: " + Reason.of(e));
        Logger log = LoggerFactory.getLogger(Errors.class);
        log.atDebug().setCause(e).log("command failed");
        return ExitCode.FAILED_START;
    }

    private Errors() {}
}
