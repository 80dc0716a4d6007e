package io.carillon.cli;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Commands that start this program once more. */
final class Program {
    private static final String MAIN = "io.carillon.Main";
    /** What is read is counted and thrown away, and Netty's checks of each access would be the larger part of it. */
    private static final List<String> WORKER_FLAGS = List.of(
            "-XX:+UseSerialGC",
            "-Xmn16m",
            "-Xmx1g",
            "-Dio.netty.buffer.checkAccessible=false",
            "-Dio.netty.buffer.checkBounds=false");

    private static final String QUICKLY_COMPILED = "-XX:TieredStopAtLevel=1";

    private Program() {}

    /** A process of a load whose speed is measured: compiled as well as the JVM can, which takes seconds of warm-up. */
    static List<String> worker(List<String> tokens) {
        return worker(WORKER_FLAGS, tokens);
    }

    /** A process of a load that shares the cores with many others: compiled as cheaply as the JVM can. */
    static List<String> frugalWorker(List<String> tokens) {
        List<String> flags = new ArrayList<>(WORKER_FLAGS);
        flags.add(QUICKLY_COMPILED);
        return worker(flags, tokens);
    }

    private static List<String> worker(List<String> flags, List<String> tokens) {
        List<String> command = new ArrayList<>(List.of(java()));
        command.addAll(flags);
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
