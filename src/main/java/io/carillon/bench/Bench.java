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
    public Result run(Settings settings) throws IOException, InterruptedException {
        Order.Begin begin = new Order.Begin(settings.plan(), settings.urls(), settings.sources(), (int)
                settings.entry().timeout().toMillis());
        try (Fleet fleet = Fleet.start(worker, settings.processes(), begin, progress, err)) {
            Run run = new Run(settings, fleet, progress);
            boolean interrupted = false;
            try {
                run.perform();
            } catch (InterruptedException signal) {
                interrupted = true;
            }
            progress.clear();
            return run.result(interrupted);
        }
    }
}
