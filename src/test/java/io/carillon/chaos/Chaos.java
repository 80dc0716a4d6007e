package io.carillon.chaos;

import io.carillon.chaos.check.Verdict;
import io.carillon.chaos.check.Violation;
import io.carillon.testing.Java;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The command. Exit codes: 0 all promises were kept, or all defects were caught; 1 not so; 2 error of usage. */
public final class Chaos {
    private static final List<String> JVM = List.of(
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError",
            "--add-modules",
            "java.se");

    /** What the jar's manifest opens, where the jar is not what is started. */
    private static final List<String> OPENED = List.of(
            "--add-exports", "java.base/jdk.internal.ref=ALL-UNNAMED",
            "--add-opens", "java.base/java.lang=ALL-UNNAMED",
            "--add-opens", "java.base/sun.nio.ch=ALL-UNNAMED",
            "--add-opens", "java.management/sun.management=ALL-UNNAMED",
            "--add-opens", "jdk.management/com.sun.management.internal=ALL-UNNAMED");

    private final Options options;
    private final PrintStream out;

    private Chaos(Options options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /** @param arguments the jar, and those of the command line */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        boolean good = new Chaos(options, System.out).all();
        System.out.println("Again: ./run.sh chaos" + options);
        System.exit(good ? 0 : 1);
    }

    private boolean all() throws IOException, InterruptedException {
        if (options.mutants()) {
            return mutants();
        }
        return options.mutant().isPresent()
                ? isCaught(Mutant.read(options.mutant().get()))
                : isClean();
    }

    private boolean isClean() throws IOException, InterruptedException {
        Path directory = Files.createTempDirectory("carillon-chaos");
        List<String> program = new ArrayList<>(List.of(Java.program("java")));
        program.addAll(JVM);
        program.addAll(List.of("-jar", options.jar().toString()));
        Verdict verdict = perform(directory, program, options.duration(), schedule(options.faults()));
        if (verdict.isClean()) {
            out.println("All promises were kept.");
        }
        leave(directory, verdict.isClean());
        return verdict.isClean();
    }

    /** What may be asked about later is kept. */
    private void leave(Path directory, boolean good) throws IOException {
        if (good) {
            forget(directory);
        } else {
            out.println("Journals and logs: " + directory);
        }
    }

    private Schedule schedule(List<String> faults) {
        return new Schedule(options.seed(), options.broker(), faults);
    }

    private Verdict perform(Path directory, List<String> program, Duration duration, Schedule schedule)
            throws IOException, InterruptedException {
        Verdict verdict =
                new Run(directory, program, options.seed(), duration, options.broker(), schedule, out).perform();
        verdict.counts().forEach((kind, count) -> out.printf("%10d  VIOLATIONS %s%n", count, kind));
        for (Violation violation : verdict.violations()) {
            out.println(Instant.ofEpochMilli(violation.at()) + "  " + violation.kind() + "  " + violation.what());
        }
        return verdict;
    }

    private boolean mutants() throws IOException, InterruptedException {
        List<String> table = new ArrayList<>();
        boolean all = true;
        for (String name : Mutant.names()) {
            Mutant mutant = Mutant.read(name);
            boolean caught = isCaught(mutant);
            all &= caught;
            table.add(String.format("%-10s %-24s %s", caught ? "caught" : "NOT CAUGHT", name, mutant.defect()));
        }
        table.forEach(out::println);
        return all;
    }

    private boolean isCaught(Mutant mutant) throws IOException, InterruptedException {
        out.println("Mutant " + mutant.name() + ": " + mutant.defect());
        Path directory = Files.createTempDirectory("carillon-chaos");
        Path planted = directory.resolve("mutant");
        mutant.plant(options.jar().toString(), planted);
        List<String> program = new ArrayList<>(List.of(Java.program("java")));
        program.addAll(JVM);
        program.addAll(OPENED);
        program.addAll(List.of("-cp", planted + File.pathSeparator + options.jar(), "io.carillon.Main"));
        Duration duration = mutant.duration().orElse(options.duration());
        Verdict verdict = perform(directory, program, duration, schedule(mutant.faults()));
        boolean caught = mutant.caught().stream().anyMatch(verdict.counts()::containsKey);
        out.println((caught ? "Caught" : "NOT CAUGHT") + ", expected was " + mutant.expectation());
        leave(directory, caught);
        return caught;
    }

    private static void forget(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
