package io.carillon.bench;

import io.carillon.bench.cluster.LocalCluster;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Starts a cluster and Redis on this machine, fills it with clients, kills a node, and reports how everybody fared. */
public final class Online {
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final double NANOS = 1e9;

    private final List<String> program;
    private final Function<Path, List<String>> worker;
    private final Progress progress;
    private final PrintWriter err;

    /**
     * @param program starts Carillon; arguments are appended
     * @param worker starts a worker process that makes tokens with the secret of this configuration
     * @param err where notes of the workers go
     */
    public Online(List<String> program, Function<Path, List<String>> worker, Progress progress, PrintWriter err) {
        this.program = program;
        this.worker = worker;
        this.progress = progress;
        this.err = err;
    }

    /**
     * Runs to the end, which comes in bounded time. When this thread is interrupted, the result is what was found until
     * then. Everything that was started has ended afterwards.
     *
     * @param run eight hexadecimal digits that no other run has
     * @throws IOException when the cluster does not start
     * @throws BenchException when the load generator itself cannot go on
     */
    public OnlineResult run(OnlineSettings settings, Path redisServer, String run) throws IOException {
        List<Finding> findings = new ArrayList<>();
        OnlineResult result = new OnlineResult(settings, findings, false);
        progress.say("carillon: starting Redis and " + settings.shape().nodes() + " nodes");
        long begun = System.nanoTime();
        try (LocalCluster cluster = LocalCluster.start(redisServer, program, settings.shape())) {
            findings.add(new Started(settings.shape().nodes(), (System.nanoTime() - begun) / NANOS));
            progress.say("carillon: logs and configuration are in " + cluster.directory());
            boolean complete = perform(settings, cluster, settings.plan(run), findings);
            result = new OnlineResult(settings, findings, complete);
            if (result.isClean()) {
                cluster.forget();
            }
        } catch (InterruptedException signal) {
            progress.say("carillon: interrupted");
        }
        progress.clear();
        return result;
    }

    private boolean perform(OnlineSettings settings, LocalCluster cluster, Plan plan, List<Finding> findings)
            throws IOException, InterruptedException {
        List<String> urls = cluster.nodes().stream().map(node -> node.url()).toList();
        Order.Begin begin = new Order.Begin(plan, urls, List.of(), TIMEOUT_MILLIS, false);
        try (Fleet fleet = Fleet.start(worker.apply(cluster.conf(0)), settings.processes(), begin, progress, err)) {
            Crowd crowd = new Crowd(fleet, plan);
            boolean all = new OnlineRun(settings, cluster, crowd, progress, findings).perform();
            return all && crowd.isInTime();
        }
    }
}
