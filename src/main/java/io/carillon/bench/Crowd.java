package io.carillon.bench;

import java.time.Duration;
import java.util.function.Predicate;

/** The connections of a plan whose first channel is everyone's, and what they can be told. Nothing here waits without a bound. */
final class Crowd {
    private static final Duration QUIET = Duration.ofMillis(1500);
    private static final Duration SLACK = Duration.ofSeconds(10);
    private static final int LOBBY = 0;

    private final Fleet fleet;
    private final Plan plan;
    private boolean inTime = true;

    Crowd(Fleet fleet, Plan plan) {
        this.fleet = fleet;
        this.plan = plan;
    }

    /** Whether everything that was waited for has come in its time. */
    boolean isInTime() {
        return inTime;
    }

    /** Each worker gets a run of numbers, so that it has clients of every node. */
    void connect(Entry entry, Duration atMost) throws InterruptedException {
        int workers = fleet.size();
        Entry share = entry.share(workers);
        for (int worker = 0; worker < workers; worker++) {
            int first = first(worker);
            fleet.order(worker, new Order.Connect(Role.SUBSCRIBER, first, 1, first(worker + 1) - first, share));
        }
        fleet.order(0, new Order.Connect(Role.PUBLISHER, plan.subscribers(), 1, plan.publishers(), share));
        await(counts -> counts.get(Count.PENDING) == 0, atMost);
    }

    private int first(int worker) {
        return (int) ((long) plan.subscribers() * worker / fleet.size());
    }

    /** Ends the connections of all subscribers without a close frame. */
    void cut(Duration atMost) throws InterruptedException {
        fleet.order(new Order.Cut());
        await(counts -> counts.get(Count.OPEN) == plan.publishers(), atMost);
    }

    /** Connects those subscribers again, until all of them have what they were promised. */
    void comeBack(Entry entry, Duration atMost) throws InterruptedException {
        fleet.order(new Order.ComeBack(entry.share(fleet.size())));
        await(counts -> counts.get(Count.PENDING) == 0 && counts.get(Count.BEHIND) == 0, atMost);
    }

    /** From now on nobody comes back. */
    void stayAway() throws InterruptedException {
        fleet.order(new Order.Cycle(false));
        await(any -> true, SLACK);
    }

    /** What is known now; times begin anew. */
    Tally tally() throws InterruptedException {
        return Tally.of(fleet.report(true));
    }

    /** Of the workers. */
    long cpuNanos() {
        return ServerUsage.of(fleet.pids()).cpuNanos();
    }

    /** As of a tenth of a second ago. */
    Counts counts() {
        return fleet.counts();
    }

    /** Publishes to everyone, and waits for what is delivered. */
    void publishInLobby(Pace pace, long[] subscribers) throws InterruptedException {
        beginInLobby(pace, subscribers);
        finish(pace);
    }

    /** Publishes to everyone, and waits for nothing. */
    void beginInLobby(Pace pace, long[] subscribers) {
        fleet.order(0, new Order.Publish(pace, LOBBY, 1, subscribers));
    }

    /** Publishes in one room after the other, and waits for what is delivered. */
    void publishInRooms(Pace pace, long[] subscribers) throws InterruptedException {
        beginInRooms(pace, subscribers);
        finish(pace);
    }

    /** Publishes in one room after the other, and waits for nothing. */
    void beginInRooms(Pace pace, long[] subscribers) {
        fleet.order(0, new Order.Publish(pace, LOBBY + 1, plan.streams() - 1, subscribers));
    }

    private void finish(Pace pace) throws InterruptedException {
        await(counts -> counts.get(Count.PUBLISHING) == 0, pace.duration().plus(SLACK));
        inTime &= fleet.settle(QUIET);
    }

    void hush() throws InterruptedException {
        fleet.order(new Order.Hush());
        await(counts -> counts.get(Count.PUBLISHING) == 0, SLACK);
        inTime &= fleet.settle(QUIET);
    }

    void await(Predicate<Counts> wanted, Duration atMost) throws InterruptedException {
        inTime &= fleet.await(wanted, atMost);
    }

    void pause(Duration time) throws InterruptedException {
        fleet.await(never -> false, time);
    }
}
