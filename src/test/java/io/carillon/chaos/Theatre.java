package io.carillon.chaos;

import io.carillon.bench.cluster.Guard;
import io.carillon.chaos.check.Event;
import io.carillon.testing.Await;
import io.carillon.testing.NodeConf;
import io.carillon.testing.Tokens;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** Redis, three nodes, and the actors; everything that a fault can act on. Used by one thread. */
final class Theatre implements AutoCloseable {
    static final int NODES = 3;

    private static final Duration START = Duration.ofMinutes(2);
    private static final long START_AGAIN = 60_000;
    /** Longer than any run. */
    private static final long TOKEN_SECONDS = 23 * 3_600;

    private final Guard guard = new Guard();
    private final PortRange ports = PortRange.claim();
    private final Progress progress = new Progress();
    private final List<Node> nodes = new ArrayList<>();
    private final Journals journals;
    private final Redis redis;
    private final Set<Integer> absent = new HashSet<>();
    private final Attendant attendant;
    private Company company;

    /** @param program starts a node; arguments are appended */
    Theatre(Path directory, List<String> program, long seed) throws IOException {
        journals = new Journals(directory);
        Places places = new Places(NODES, ports);
        redis = new Redis(directory, places.redis());
        for (int i = 0; i < NODES; i++) {
            nodes.add(new Node(i, places, program, directory));
        }
        watch();
        attendant = new Attendant(nodes, journals);
        Await.until("the nodes are ready", START, () -> allRun() && isReady());
        String doors = nodes.stream()
                .map(each -> "ws://127.0.0.1:" + places.of(each.index()).door() + "/ws")
                .collect(Collectors.joining(","));
        String token = new Tokens(NodeConf.SECRET).lasting("actor", TOKEN_SECONDS);
        List<String> start = List.of(Long.toString(seed), token, doors);
        company = new Company(directory, start, journals, progress::see);
        watch();
        Await.until("everybody publishes and hears", START, () -> hasPassed(0));
    }

    /** The processes of now end with this one. After each start of one. */
    void watch() {
        List<Long> pids = new ArrayList<>(company == null ? List.of() : company.pids());
        pids.add(redis.process().pid());
        nodes.forEach(each -> pids.add(each.process().pid()));
        guard.watch(pids);
    }

    Redis redis() {
        return redis;
    }

    List<Node> nodes() {
        return nodes;
    }

    Node node(int index) {
        return nodes.get(index);
    }

    Company company() {
        return company;
    }

    Journals journals() {
        return journals;
    }

    /** Starts a node that was ended, and waits until it is ready. */
    void startAgain(int index) throws IOException, InterruptedException {
        Node node = node(index);
        node.process().start();
        watch();
        await(() -> node.isReady() || !node.process().isAlive(), START_AGAIN);
        if (!node.isReady()) {
            miss(node, "did not come back; see its log");
        }
    }

    /** Whether all nodes are there that nobody has ended. Without one of them a run proves nothing more. */
    boolean isWhole() {
        nodes.stream()
                .filter(each -> !each.process().isAlive())
                .forEach(each -> miss(each, "has ended by itself; see its log"));
        return absent.isEmpty();
    }

    /** Writes down once that a node is not as it should be. */
    void miss(Node node, String why) {
        if (absent.add(node.index())) {
            write(new Event.Absent(System.currentTimeMillis(), node.index(), why));
        }
    }

    private boolean allRun() {
        nodes.forEach(each -> {
            if (!each.process().isAlive()) {
                throw new IllegalStateException("Node " + each.index() + " has ended; see its log");
            }
        });
        return true;
    }

    boolean isReady() {
        return nodes.stream().allMatch(Node::isReady);
    }

    /** Whether every publisher and every subscriber on each channel has gone on since then. */
    boolean hasPassed(long moment) {
        return progress.hasPassed(Company.ROLES, moment);
    }

    boolean isLevel() {
        return progress.isLevel();
    }

    void write(Event event) {
        journals.write(event);
    }

    /** Waits for a condition, though not longer than this. It is the checker's business what it means when it fails. */
    static void await(BooleanSupplier condition, long millis) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.sleep(50);
        }
    }

    /** Ends all processes; the journals can be read afterwards. */
    @Override
    public void close() throws IOException {
        attendant.close();
        company.close();
        for (Node node : nodes) {
            node.close();
        }
        redis.close();
        guard.close();
        ports.close();
        journals.close();
    }
}
