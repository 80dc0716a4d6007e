package io.carillon.bench;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The worker processes, seen as one. Used by one thread; what the workers say is read by a thread for each. */
final class Fleet implements AutoCloseable {
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int MAX_ROUNDS = 20;
    private static final Duration END = Duration.ofSeconds(3);

    /** One worker. Its fields are guarded by the fleet's lock. */
    private static final class Member {
        final Process process;
        final PrintWriter orders;
        int ordered;
        /** Orders; -1 until it has said anything, for it takes seconds to start. */
        int carriedOut = -1;

        Counts counts = new Counts();
        WorkerReport report;

        Member(Process process) {
            this.process = process;
            orders = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
        }

        boolean hasObeyed() {
            return carriedOut == ordered;
        }
    }

    private final List<Member> members = new ArrayList<>();
    private final Progress progress;
    private final PrintWriter err;

    /** @param err where lines of a worker go that are none of its reports */
    private Fleet(Progress progress, PrintWriter err) {
        this.progress = progress;
        this.err = err;
    }

    /**
     * Starts workers.
     *
     * @param command that starts one
     */
    static Fleet start(List<String> command, int workers, Order.Begin begin, Progress progress, PrintWriter err)
            throws IOException {
        Fleet fleet = new Fleet(progress, err);
        try {
            for (int i = 0; i < workers; i++) {
                fleet.add(new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
                fleet.members.get(i).orders.println(begin.json().encode());
            }
            return fleet;
        } catch (IOException notAll) {
            fleet.close();
            throw notAll;
        }
    }

    private void add(Process process) {
        Member member = new Member(process);
        members.add(member);
        Thread reader = new Thread(() -> listen(member), "worker " + members.size());
        reader.setDaemon(true);
        reader.start();
    }

    private void listen(Member member) {
        try (BufferedReader lines = member.process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                hear(member, line);
            }
        } catch (IOException closed) {
            // The end of the process is noticed by whoever waits for it.
        }
        synchronized (this) {
            notifyAll();
        }
    }

    private void hear(Member member, String line) {
        try {
            JsonObject event = new JsonObject(line);
            hear(member, event, event.getString("event", ""));
        } catch (DecodeException | ClassCastException log) {
            err.println(line);
        }
    }

    private synchronized void hear(Member member, JsonObject event, String kind) {
        if (kind.equals("status")) {
            member.carriedOut = event.getInteger("orders");
            member.counts = Counts.of(event.getJsonArray("counts"));
        } else if (kind.equals("report")) {
            member.report = WorkerReport.of(event);
        } else {
            err.println(event.encode());
        }
        notifyAll();
    }

    List<Long> pids() {
        return members.stream().map(member -> member.process.pid()).toList();
    }

    int size() {
        return members.size();
    }

    void order(Order order) {
        for (int worker = 0; worker < members.size(); worker++) {
            order(worker, order);
        }
    }

    synchronized void order(int worker, Order order) {
        Member member = members.get(worker);
        member.ordered++;
        member.orders.println(order.json().encode());
    }

    /** The sum of what all workers have counted, as of a tenth of a second ago at most. */
    synchronized Counts counts() {
        Counts sum = new Counts();
        members.forEach(member -> sum.add(member.counts));
        return sum;
    }

    /**
     * Waits until all orders were carried out and the counts are as wanted.
     *
     * @return whether they were in time
     * @throws BenchException when a worker has ended
     */
    boolean await(Predicate<Counts> wanted, Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        synchronized (this) {
            while (!members.stream().allMatch(Member::hasObeyed) || !wanted.test(counts())) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                checkAlive();
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, Progress.PERIOD_NANOS));
                progress.show(counts());
            }
            return true;
        }
    }

    /**
     * Waits for the rest of the deliveries, until all are there or none comes any more.
     *
     * @param quiet without a delivery, after which none is awaited
     * @return false when they do not come to an end
     */
    boolean settle(Duration quiet) throws InterruptedException {
        long delivered = -1;
        for (int round = 0; round < MAX_ROUNDS; round++) {
            boolean complete = await(counts -> counts.missing() == 0, quiet);
            long now = counts().get(Count.DELIVERED);
            if (complete || now == delivered) {
                return true;
            }
            delivered = now;
        }
        return false;
    }

    private void checkAlive() {
        for (Member member : members) {
            if (!member.process.isAlive()) {
                throw new BenchException("a worker process ended with code " + member.process.exitValue());
            }
        }
    }

    /** What all workers know, in their order. */
    List<WorkerReport> report(boolean forget) throws InterruptedException {
        order(new Order.Report(forget));
        if (!await(any -> true, ANSWER)) {
            throw new BenchException("a worker process does not answer");
        }
        synchronized (this) {
            return members.stream().map(member -> member.report).toList();
        }
    }

    /** Ends the workers. */
    @Override
    public void close() {
        members.forEach(member -> member.orders.close());
        for (Member member : members) {
            try {
                if (!member.process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
                    member.process.destroyForcibly();
                }
            } catch (InterruptedException hurried) {
                member.process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
    }
}
