package io.carillon.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.bus.Movement;
import io.carillon.bus.Movement.Kind;
import io.carillon.bus.Movements;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Member;
import io.carillon.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The members of one channel on two nodes, in thousands of orders that nobody would think of: clients come and go, what is
 * asked of the store is done at one time and answered at another or never, nodes freeze and die, and the store forgets.
 * A step is chosen by chance, which the seed repeats.
 */
class PresenceModelTest {
    private static final ChannelName CHANNEL = new ChannelName("c");
    private static final int STEPS = 2_000;
    private static final int USERS = 3;
    private static final long TICK_MILLIS = 250;
    private static final long GRACE_MILLIS = 5_000;

    private final class Node {
        final ModelPresenceStore.Road road = store.new Road();
        final Roster roster = new Roster(
                road,
                channel -> true,
                Duration.ofMillis(GRACE_MILLIS),
                () -> "L" + ++leases,
                () -> now,
                new Meters(new SimpleMeterRegistry()));
        /** By client, its user. */
        final Map<String, String> connected = new TreeMap<>();

        boolean frozen;

        void tell(Kind kind, String client, Member member) {
            roster.take(new Movements(0, List.of(new Movement(kind, CHANNEL, client, member))));
        }

        void enter() {
            String client = "c" + ++clients;
            String user = "u" + random.nextInt(USERS);
            connected.put(client, user);
            tell(Kind.ENTERED, client, new Member(client, user, "{}"));
        }

        void go(Kind kind) {
            if (!connected.isEmpty()) {
                String client = List.copyOf(connected.keySet()).get(random.nextInt(connected.size()));
                connected.remove(client);
                tell(kind, client, null);
            }
        }
    }

    private long now = 1_000_000;
    private final ModelPresenceStore store = new ModelPresenceStore(() -> now);
    private Runnable snapshot = () -> {};
    private Random random;
    private int leases;
    private int clients;
    private final List<Node> nodes = new ArrayList<>(List.of(new Node(), new Node()));

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyoneWhoIsThereIsListedAndToldOnce(long seed) {
        run(seed, this::die);
        assertListed();
        assertThat(toldMinusGone()).isEqualTo(countByUser());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyoneWhoIsThereIsListedAlthoughTheStoreForgetsEverything(long seed) {
        run(seed, store::forgetEverything);
        assertListed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyoneWhoIsThereIsListedAlthoughTheStoreLosesTheNewest(long seed) {
        run(seed, () -> {
            switch (random.nextInt(4)) {
                case 0 -> lose();
                case 1 -> die();
                default -> snapshot = store.snapshot();
            }
        });
        assertListed();
    }

    private void run(long seed, Runnable disaster) {
        random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(250) == 0) {
                disaster.run();
            } else {
                step(nodes.get(random.nextInt(nodes.size())));
            }
        }
        settle();
    }

    private void die() {
        nodes.set(random.nextInt(nodes.size()), new Node());
    }

    private void lose() {
        nodes.forEach(node -> node.road.cut());
        snapshot.run();
    }

    private void step(Node node) {
        if (random.nextInt(120) == 0) {
            node.frozen = !node.frozen;
        } else if (random.nextInt(60) == 0) {
            node.road.cut();
        } else if (random.nextInt(10) == 0) {
            node.road.heal();
        } else if (random.nextInt(4) == 0) {
            pass();
        } else if (!node.frozen) {
            live(node);
        } else {
            node.road.perform();
        }
    }

    private void live(Node node) {
        switch (random.nextInt(12)) {
            case 0, 1 -> node.enter();
            case 2 -> node.go(Kind.LEFT);
            case 3 -> node.go(Kind.ENDED);
            case 4, 5, 6, 7 -> node.road.perform();
            default -> node.road.answer();
        }
    }

    private void pass() {
        now += TICK_MILLIS;
        nodes.stream().filter(node -> !node.frozen).forEach(node -> node.roster.tick());
    }

    private void settle() {
        nodes.forEach(node -> {
            node.frozen = false;
            node.road.heal();
        });
        for (long end = now + 90_000; now < end; pass()) {
            for (Node node : nodes) {
                do {
                    node.road.perform();
                } while (node.road.answer());
            }
        }
    }

    private void assertListed() {
        List<String> there = nodes.stream()
                .flatMap(node -> node.connected.keySet().stream())
                .sorted()
                .toList();
        assertThat(store.clients()).isEqualTo(there);
    }

    private Map<String, Integer> countByUser() {
        Map<String, Integer> count = nobody();
        nodes.forEach(node -> node.connected.values().forEach(user -> count.merge(user, 1, Integer::sum)));
        return count;
    }

    private Map<String, Integer> toldMinusGone() {
        Map<String, Integer> count = nobody();
        store.told.forEach(event -> count.merge(event.substring(1), event.startsWith("+") ? 1 : -1, Integer::sum));
        return count;
    }

    private static Map<String, Integer> nobody() {
        Map<String, Integer> count = new TreeMap<>();
        for (int user = 0; user < USERS; user++) {
            count.put("u" + user, 0);
        }
        return count;
    }
}
