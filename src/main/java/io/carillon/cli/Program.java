package io.carillon.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands that start this program once more. */
final class Program {
    private static final String MAIN = "io.carillon.Main";
    private static final List<String> WORKER_FLAGS =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmn16m", "-Xmx1g");

    private Program() {}

    /** A process of the load. */
    static List<String> worker(List<String> tokens) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(WORKER_FLAGS);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN, "bench", "worker"));
        command.addAll(tokens);
        return command;
    }

    /**
     * The same jar with the same flags of the JVM as this process, to which arguments are appended: a node that is measured
     * shall run as {@code run.sh} runs one. By its manifest the jar opens what Hazelcast looks into.
     */
    static List<String> again() {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of(
                "-jar",
                Path.of(System.getProperty("java.class.path")).toAbsolutePath().toString()));
        return command;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
