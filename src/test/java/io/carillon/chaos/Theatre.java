package io.carillon.chaos;

import io.carillon.bench.cluster.Guard;
import io.carillon.chaos.check.Event;
import io.carillon.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration START_AGAIN = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(50);

    private final Guard guard = new Guard();
    private final PortRange ports = PortRange.claim();
    private final Progress progress = new Progress();
    private final List<Node> nodes = new ArrayList<>();
    private final Journals journals;
    private final Store store;
    private final Set<Integer> absent = new HashSet<>();
    private final Attendant attendant;
    private Company company;

    /** @param program starts a node; arguments are appended */
    Theatre(Path directory, List<String> program, long seed, BrokerMode mode) throws IOException {
        journals = new Journals(directory);
        Places places = new Places(NODES, ports);
        store = mode.open(directory, ports, places.redis());
        for (int i = 0; i < NODES; i++) {
            nodes.add(new Node(i, places, store, program, directory, journals));
        }
        watch();
        attendant = new Attendant(nodes, journals);
        Await.until("the nodes are ready", START, () -> allRun() && isReady());
        String doors = nodes.stream()
                .map(each -> "ws://127.0.0.1:" + places.of(each.index()).door() + "/ws")
                .collect(Collectors.joining(","));
        List<String> start = List.of(Long.toString(seed), doors);
        company = new Company(directory, start, journals, progress::see);
        watch();
        Await.until("everybody publishes and hears", START, () -> hasPassed(0));
    }

    /** The processes of now end with this one. After each start of one. */
    void watch() {
        List<Long> pids = new ArrayList<>(company == null ? List.of() : company.pids());
        pids.addAll(store.pids());
        nodes.forEach(each -> pids.add(each.process().pid()));
        guard.watch(pids);
    }

    Store store() {
        return store;
    }

    /** @throws ClassCastException when it has another form */
    <S extends Store> S store(Class<S> form) {
        return form.cast(store);
    }

    Redis redis() {
        return store(Redis.class);
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
    void startAgain(int index) throws IOException {
        Node node = node(index);
        node.process().start();
        watch();
        await(START_AGAIN, () -> node.isReady() || !node.process().isAlive());
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

    /** Waits until the store has come to rest. */
    void settle(String what, BooleanSupplier condition) {
        if (!await(START_AGAIN, () -> holds(condition))) {
            throw new IllegalStateException("Redis did not come to rest: " + what);
        }
    }

    /** Whoever does not answer has not come to rest. */
    private static boolean holds(BooleanSupplier condition) {
        try {
            return condition.getAsBoolean();
        } catch (UncheckedIOException silent) {
            return false;
        }
    }

    /** Writes down that what was stored since then may be gone now. */
    void erase(long from) {
        write(new Event.Erased(System.currentTimeMillis(), from));
    }

    /** It is the checker's business what it means when the condition does not hold in time. */
    static boolean await(Duration longest, BooleanSupplier condition) {
        return Await.within(longest, LOOK, condition);
    }

    /** Ends all processes; the journals can be read afterwards. */
    @Override
    public void close() throws IOException {
        attendant.close();
        company.close();
        for (Node node : nodes) {
            node.close();
        }
        store.close();
        guard.close();
        ports.close();
        journals.close();
    }
}
