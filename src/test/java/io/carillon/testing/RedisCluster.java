package io.carillon.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A Redis Cluster of three shards, each a master with a replica or, where a test wants it, without. */
public final class RedisCluster implements AutoCloseable {
    private static final int SLOTS = 16_384;
    private static final int SHARDS = 3;
    /** Long enough for a busy machine, short enough for a promotion within a test. */
    private static final int NODE_TIMEOUT_MILLIS = 1_500;

    private final RedisProgram program;
    private final String[] options;
    private final List<RedisProcess> nodes = new ArrayList<>();
    private final Scratch directory = new Scratch();

    /** Null where the bus takes its usual place, above the port for clients. */
    private final IntSupplier ports;

    private final Map<RedisProcess, Integer> buses = new HashMap<>();

    private RedisCluster(RedisProgram program, int replicas, IntSupplier ports, String... options) {
        this.program = program;
        this.ports = ports;
        this.options = options;
        for (int i = 0; i < SHARDS * (1 + replicas); i++) {
            nodes.add(node());
        }
        nodes.forEach(node -> Await.until("a node answers", node::answers));
        join();
        for (int i = SHARDS; i < nodes.size(); i++) {
            ok(nodes.get(i), "CLUSTER", "REPLICATE", id(nodes.get(i % SHARDS)));
        }
        Await.until("the cluster is whole", this::isWhole);
    }

    /** @param options more arguments of the command line of each node */
    public static RedisCluster start(RedisProgram program, String... options) {
        return new RedisCluster(program, 1, null, options);
    }

    public static RedisCluster withoutReplicas(RedisProgram program, String... options) {
        return new RedisCluster(program, 0, null, options);
    }

    /**
     * With a replica of each master. Redis 7.0 or newer.
     *
     * @param ports give one that is free each time
     */
    public static RedisCluster within(IntSupplier ports, String... options) {
        return new RedisCluster(RedisProgram.INSTALLED, 1, ports, options);
    }

    private RedisProcess node() {
        int port = ports == null ? Ports.freeWithBus() : ports.getAsInt();
        int bus = ports == null ? port + Ports.BUS_OFFSET : ports.getAsInt();
        List<String> all = new ArrayList<>(List.of("--cluster-enabled", "yes"));
        all.addAll(List.of(
                "--cluster-config-file",
                port + ".nodes",
                "--dir",
                directory.path().toString()));
        all.addAll(List.of("--cluster-node-timeout", Integer.toString(NODE_TIMEOUT_MILLIS)));
        all.addAll(List.of("--cluster-require-full-coverage", "no", "--cluster-replica-validity-factor", "0"));
        all.addAll(List.of("--cluster-allow-replica-migration", "no"));
        all.addAll(List.of("--repl-diskless-sync", "yes", "--repl-diskless-sync-delay", "0"));
        if (ports != null) {
            all.addAll(List.of("--cluster-port", Integer.toString(bus)));
        }
        all.addAll(List.of(options));
        RedisProcess node = RedisProcess.reserve(program, port, all);
        buses.put(node, bus);
        node.launch();
        return node;
    }

    private void join() {
        for (int shard = 0; shard < SHARDS; shard++) {
            int first = SLOTS * shard / SHARDS;
            int end = SLOTS * (shard + 1) / SHARDS;
            RedisProcess master = nodes.get(shard);
            ok(master, "CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(shard + 1));
            Stream<String> slots = IntStream.range(first, end).mapToObj(Integer::toString);
            ok(master, Stream.concat(Stream.of("CLUSTER", "ADDSLOTS"), slots).toArray(String[]::new));
        }
        for (RedisProcess from : nodes) {
            for (RedisProcess to : nodes) {
                String bus = buses.get(to).toString();
                ok(from, "CLUSTER", "MEET", "127.0.0.1", Integer.toString(to.port()), bus);
            }
        }
        Await.until("the nodes know each other", () -> nodes.stream().allMatch(this::knowsAll));
    }

    private boolean knowsAll(RedisProcess node) {
        List<String> lines = lines(node);
        return lines.size() == nodes.size()
                && lines.stream().noneMatch(line -> line.contains("handshake") || line.contains("disconnected"))
                && node.command("CLUSTER", "INFO").toString().contains("cluster_state:ok");
    }

    private static List<String> lines(RedisProcess node) {
        return node.command("CLUSTER", "NODES").toString().lines().toList();
    }

    private boolean isWhole() {
        return nodes.stream().allMatch(this::knowsAll)
                && nodes.stream()
                        .allMatch(node -> lines(node).stream()
                                        .filter(line -> line.contains("slave"))
                                        .count()
                                == nodes.size() - SHARDS)
                && nodes.subList(SHARDS, nodes.size()).stream()
                        .allMatch(node ->
                                node.command("INFO", "replication").toString().contains("master_link_status:up"));
    }

    /** Whether all know each other, every shard has a master, and all the others follow one. */
    public boolean isSettled() {
        List<String> roles = nodes.stream()
                .filter(this::knowsAll)
                .map(node -> node.command("INFO", "replication").toString())
                .toList();
        return roles.size() == nodes.size()
                && roles.stream().filter(role -> role.contains("role:master")).count() == SHARDS
                && roles.stream().allMatch(role -> role.contains("role:master") || role.contains("link_status:up"));
    }

    /** The masters of now, as one who is alive sees them. */
    public List<RedisProcess> masters(RedisProcess witness) {
        List<RedisProcess> masters = new ArrayList<>();
        for (Object range : (List<?>) witness.command("CLUSTER", "SLOTS")) {
            RedisProcess master = node(((List<?>) ((List<?>) range).get(2)).get(1));
            if (!masters.contains(master)) {
                masters.add(master);
            }
        }
        return masters;
    }

    private static void ok(RedisProcess node, String... words) {
        Object answer = node.command(words);
        if (!"OK".equals(answer)) {
            throw new AssertionError(words[0] + " " + words[1] + ": " + answer);
        }
    }

    private static String id(RedisProcess node) {
        return node.command("CLUSTER", "MYID").toString();
    }

    public String[] uris() {
        return nodes.stream().map(RedisProcess::uri).toArray(String[]::new);
    }

    public List<RedisProcess> nodes() {
        return nodes;
    }

    /** The master of a key's slot, also of a channel's, as another node sees it. */
    public RedisProcess owner(String key, RedisProcess witness) {
        long slot = (Long) witness.command("CLUSTER", "KEYSLOT", key);
        for (Object range : (List<?>) witness.command("CLUSTER", "SLOTS")) {
            List<?> fields = (List<?>) range;
            if ((Long) fields.get(0) <= slot && slot <= (Long) fields.get(1)) {
                return node(((List<?>) fields.get(2)).get(1));
            }
        }
        throw new AssertionError("Nobody has slot " + slot);
    }

    private RedisProcess node(Object port) {
        return nodes.stream()
                .filter(node -> port.equals((long) node.port()))
                .findFirst()
                .orElseThrow();
    }

    public RedisProcess owner(String key) {
        return owner(key, nodes.get(0));
    }

    /** The node of another shard than that one. */
    public RedisProcess stranger(RedisProcess node) {
        return nodes.subList(0, SHARDS).stream()
                .filter(other -> other != node)
                .findFirst()
                .orElseThrow();
    }

    /** The replica with which a shard was made. */
    public RedisProcess replica(RedisProcess firstMaster) {
        return nodes.get(nodes.indexOf(firstMaster) + SHARDS);
    }

    /** Begins to move the slot of a key: from now on its keys may be at either side. */
    public void beginMove(String key, RedisProcess from, RedisProcess to) {
        String slot = slot(key, from);
        ok(to, "CLUSTER", "SETSLOT", slot, "IMPORTING", id(from));
        ok(from, "CLUSTER", "SETSLOT", slot, "MIGRATING", id(to));
    }

    /** Moves the keys of that slot and then the slot itself. */
    public void endMove(String key, RedisProcess from, RedisProcess to) {
        String slot = slot(key, from);
        moveKeys(slot, from, to);
        ok(to, "CLUSTER", "SETSLOT", slot, "NODE", id(to));
        ok(from, "CLUSTER", "SETSLOT", slot, "NODE", id(to));
    }

    private static String slot(String key, RedisProcess witness) {
        return witness.command("CLUSTER", "KEYSLOT", key).toString();
    }

    private static void moveKeys(String slot, RedisProcess from, RedisProcess to) {
        String port = Integer.toString(to.port());
        List<?> keys = (List<?>) from.command("CLUSTER", "GETKEYSINSLOT", slot, "100");
        while (!keys.isEmpty()) {
            for (Object key : keys) {
                moveKey(key.toString(), from, port);
            }
            keys = (List<?>) from.command("CLUSTER", "GETKEYSINSLOT", slot, "100");
        }
    }

    /** Which may have expired meanwhile. */
    private static void moveKey(String key, RedisProcess from, String port) {
        Object answer = from.command("MIGRATE", "127.0.0.1", port, key, "0", "5000");
        if (!"OK".equals(answer) && !"NOKEY".equals(answer)) {
            throw new AssertionError("MIGRATE: " + answer);
        }
    }

    @Override
    public void close() {
        nodes.forEach(RedisProcess::close);
        directory.close();
    }
}
