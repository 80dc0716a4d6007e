package io.carillon.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "bench",
        description = "Put a load on a running server and report how it fares.%n",
        commandListHeading = "%nScenarios:%n",
        sortOptions = false,
        footer = {
            "",
            "A first run against a server with its configuration at hand:",
            "  java -jar target/carillon.jar bench fan-out --conf carillon.json",
            "Against a development node, with the token that it has printed:",
            "  java -jar target/carillon.jar bench fan-out --token eyJ...",
            "",
            "Exit codes: 0 everything arrived once and in order, 1 it did not, 2 error of usage."
        })
final class BenchCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a scenario is missing");
    }
}
