package io.carillon.chaos;

import static io.carillon.chaos.Repertoire.between;

import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** What is done to nodes, and to the network beside them. */
final class NodeFaults {
    private NodeFaults() {}

    static void addTo(Map<String, Function<Random, Fault>> kinds) {
        kinds.put("node-kill", NodeFaults::kill);
        kinds.put("node-freeze", NodeFaults::freeze);
        kinds.put("rolling-restart", NodeFaults::rollingRestart);
        kinds.put("cut-clients", NodeFaults::cutClients);
    }

    /** Where every node has a way of its own to Redis. */
    static void addRoadsTo(Map<String, Function<Random, Fault>> kinds) {
        kinds.put("cut-broker", NodeFaults::cutBroker);
        kinds.put("strand-broker", NodeFaults::strandBroker);
        kinds.put("refuse-broker", NodeFaults::refuseBroker);
        kinds.put("slow-broker", NodeFaults::slowBroker);
    }

    private static Fault kill(Random random) {
        int node = random.nextInt(Theatre.NODES);
        return new Fault(
                "node-kill: kill -9 of node " + node,
                between(random, 500, 4_000),
                Integer.toString(node),
                Fault.NOBODY,
                theatre -> theatre.node(node).process().kill(),
                theatre -> theatre.startAgain(node));
    }

    private static Fault freeze(Random random) {
        int node = random.nextInt(Theatre.NODES);
        return new Fault(
                "node-freeze: SIGSTOP of node " + node,
                between(random, 1_000, 9_000),
                Integer.toString(node),
                Fault.NOBODY,
                theatre -> theatre.node(node).process().freeze(),
                theatre -> theatre.node(node).process().thaw());
    }

    private static Fault rollingRestart(Random random) {
        return new Fault(
                "rolling-restart: SIGTERM of every node, one after the other",
                0,
                Fault.ALL,
                Fault.NOBODY,
                theatre -> {
                    for (Node node : theatre.nodes()) {
                        node.process().terminate();
                        theatre.startAgain(node.index());
                    }
                },
                Fault.NOTHING);
    }

    private static Fault cutClients(Random random) {
        int node = random.nextInt(Theatre.NODES);
        return new Fault(
                "cut-clients: nothing passes between node " + node + " and its clients",
                between(random, 1_000, 9_000),
                Integer.toString(node),
                Fault.NOBODY,
                theatre -> theatre.node(node).clients().freeze(),
                theatre -> theatre.node(node).clients().open());
    }

    private static Fault cutBroker(Random random) {
        int node = random.nextInt(Theatre.NODES);
        return new Fault(
                "cut-broker: nothing passes between node " + node + " and Redis",
                between(random, 1_000, 9_000),
                Fault.NOBODY,
                Integer.toString(node),
                theatre -> theatre.node(node).broker().freeze(),
                theatre -> theatre.node(node).broker().open());
    }

    private static Fault strandBroker(Random random) {
        int node = random.nextInt(Theatre.NODES);
        return new Fault(
                "strand-broker: what node " + node + " has sent to Redis comes behind what it will send",
                between(random, 1_000, 5_000),
                Fault.NOBODY,
                Integer.toString(node),
                theatre -> theatre.node(node).broker().strand(),
                theatre -> theatre.node(node).broker().open());
    }

    private static Fault refuseBroker(Random random) {
        int node = random.nextInt(Theatre.NODES);
        return new Fault(
                "refuse-broker: Redis refuses node " + node,
                between(random, 1_000, 9_000),
                Fault.NOBODY,
                Integer.toString(node),
                theatre -> theatre.node(node).broker().refuse(),
                theatre -> theatre.node(node).broker().open());
    }

    private static Fault slowBroker(Random random) {
        int node = random.nextInt(Theatre.NODES);
        long delay = between(random, 20, 600);
        return new Fault(
                "slow-broker: " + delay + " ms more from node " + node + " to Redis, and as much back",
                between(random, 2_000, 6_000),
                Fault.NOBODY,
                Fault.NOBODY,
                theatre -> theatre.node(node).broker().delay(delay),
                theatre -> theatre.node(node).broker().open());
    }
}
