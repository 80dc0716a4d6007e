package io.carillon.cli;

import io.carillon.config.InvalidConfigException;
import io.carillon.config.Reason;
import java.io.PrintWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says on the error output why a command did not do its work: one line per problem, no stack trace. */
final class Errors {
    static int usage(ParameterException e, String... arguments) {
        CommandLine command = e.getCommandLine();
        String help = command.getCommandSpec().qualifiedName() + " --help";
        command.getErr().println(Reason.of(e) + " (see '" + help + "')");
        return ExitCode.USAGE;
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
