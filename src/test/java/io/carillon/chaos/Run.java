package io.carillon.chaos;

import io.carillon.chaos.check.Checker;
import io.carillon.chaos.check.Event;
import io.carillon.chaos.check.Terms;
import io.carillon.chaos.check.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One performance from beginning to end: start, faults, quiet, judgement. */
final class Run {
    private static final Duration QUIET = Duration.ofSeconds(15);

    private final Path directory;
    private final List<String> program;
    private final long seed;
    private final Duration duration;
    private final BrokerMode mode;
    private final Schedule schedule;
    private final PrintStream out;

    /** @param program starts a node; arguments are appended */
    Run(
            Path directory,
            List<String> program,
            long seed,
            Duration duration,
            BrokerMode mode,
            Schedule schedule,
            PrintStream out) {
        this.directory = directory;
        this.program = program;
        this.seed = seed;
        this.duration = duration;
        this.mode = mode;
        this.schedule = schedule;
        this.out = out;
    }

    Verdict perform() throws IOException, InterruptedException {
        Theatre theatre = new Theatre(directory, program, seed, mode);
        try (theatre) {
            Gauges gauges = new Gauges(theatre);
            long begin = System.nanoTime();
            while (theatre.isWhole() && System.nanoTime() - begin < duration.toNanos()) {
                Thread.sleep(schedule.pause());
                play(theatre, schedule.next(), begin);
            }
            theatre.company().finish();
            Theatre.await(QUIET, theatre::isLevel);
            gauges.write();
        }
        Tally tally = new Tally();
        theatre.journals().read(tally::see);
        out.println(tally);
        return Checker.judge(theatre.journals(), Terms.USUAL);
    }

    private void play(Theatre theatre, Fault fault, long begin) throws IOException, InterruptedException {
        long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
        String length = fault.millis() == 0 ? "" : ", for " + fault.millis() + " ms";
        out.printf("%5d s  %s%s%n", seconds, fault.name(), length);
        theatre.write(new Event.Struck(now(), fault.name(), fault.clients(), fault.broker()));
        fault.strike().on(theatre);
        Thread.sleep(fault.millis());
        fault.heal().on(theatre);
        long healed = now();
        theatre.write(new Event.Healed(healed, fault.name()));
        Theatre.await(
                Duration.ofMillis(2 * Terms.USUAL.resume()),
                () -> !theatre.isWhole() || theatre.hasPassed(healed) && theatre.isReady());
    }

    private static long now() {
        return System.currentTimeMillis();
    }
}
