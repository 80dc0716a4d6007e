package io.carillon.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Puts a load on servers and reports how they fared. */
public final class Bench {
    private final List<String> worker;
    private final Progress progress;
    private final PrintWriter err;

    /**
     * @param worker command that starts a worker process
     * @param err where notes of the workers go
     */
    public Bench(List<String> worker, Progress progress, PrintWriter err) {
        this.worker = worker;
        this.progress = progress;
        this.err = err;
    }

    /**
     * Runs to the end, which comes in bounded time. When this thread is interrupted, the result is what was found until
     * then.
     *
     * @throws BenchException when the load generator itself cannot go on
     */
    public Report run(Load load) throws IOException, InterruptedException {
        Order.Begin begin = new Order.Begin(
                load.plan(),
                load.urls(),
                load.sources(),
                (int) load.entry().timeout().toMillis(),
                load instanceof RecoverySettings);
        try (Fleet fleet = Fleet.start(worker, load.processes(), begin, progress, err)) {
            Steps steps = steps(load, fleet);
            boolean interrupted = false;
            try {
                steps.perform();
            } catch (InterruptedException signal) {
                interrupted = true;
            }
            progress.clear();
            return steps.report(interrupted);
        }
    }

    private Steps steps(Load load, Fleet fleet) {
        return load instanceof RecoverySettings recovery
                ? new RecoveryRun(recovery, fleet, progress)
                : new Run((Settings) load, fleet, progress);
    }
}
