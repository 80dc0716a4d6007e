package io.carillon.bench.cluster;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Redis and the nodes that share it. Used by one thread. */
public final class LocalCluster implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration END = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int KEY_BYTES = 32;

    private final Path directory;
    private final Guard guard;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<LocalNode> nodes = new ArrayList<>();
    private LocalRedis redis;

    private LocalCluster(Path directory) throws IOException {
        this.directory = directory;
        guard = new Guard();
    }

    /**
     * Starts everything; every node is ready and knows the others afterwards.
     *
     * @param program starts Carillon; arguments are appended
     * @throws IOException when something does not start in two minutes; what did is ended
     */
    public static LocalCluster start(Path redisServer, List<String> program, Shape shape)
            throws IOException, InterruptedException {
        LocalCluster cluster = new LocalCluster(Files.createTempDirectory("carillon-bench"));
        try {
            cluster.startAll(redisServer, program, shape);
            return cluster;
        } catch (IOException | InterruptedException notStarted) {
            cluster.close();
            throw notStarted;
        }
    }

    private void startAll(Path redisServer, List<String> program, Shape shape)
            throws IOException, InterruptedException {
        Ports ports = new Ports();
        redis = new LocalRedis(redisServer, directory, ports.free());
        guard.watch(pids());
        long deadline = System.nanoTime() + START.toNanos();
        while (!redis.isReady()) {
            goOn(redis.endsWithin(POLL), "Redis", deadline);
        }
        for (NodeFile file : files(shape, ports)) {
            startNode(file, program);
        }
        for (LocalNode node : nodes) {
            while (!node.isReady() || !knowsAll(node)) {
                goOn(node.exitCode(POLL).isPresent(), "a node", deadline);
            }
        }
    }

    private List<NodeFile> files(Shape shape, Ports ports) throws IOException {
        List<Integer> members = new ArrayList<>();
        for (int i = 0; i < shape.nodes(); i++) {
            members.add(ports.free());
        }
        String secret = random();
        String key = random();
        List<NodeFile> files = new ArrayList<>();
        for (int i = 0; i < shape.nodes(); i++) {
            files.add(new NodeFile(shape, i, members, ports.free(), ports.free(), redis.endpoint(), secret, key));
        }
        return files;
    }

    private static String random() {
        byte[] bytes = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void startNode(NodeFile file, List<String> program) throws IOException {
        Path conf = conf(file.index());
        Files.writeString(conf, file.json().encodePrettily());
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("run", "-instances", "1", "-cluster", "-conf", conf.toString()));
        Path log = directory.resolve("node" + (file.index() + 1) + ".log");
        nodes.add(new LocalNode(file, command, log, http));
        guard.watch(pids());
    }

    private void goOn(boolean ended, String what, long deadline) throws IOException {
        if (ended || System.nanoTime() > deadline) {
            throw new IOException(what + " did not start; see the logs in " + directory);
        }
    }

    private boolean knowsAll(LocalNode node) throws InterruptedException {
        return node.get("/api/nodes")
                .map(body -> new JsonObject(body).getJsonArray("items").size() == nodes.size())
                .orElse(false);
    }

    /** The configuration of a node, from 0; the secret of all is in it. */
    public Path conf(int index) {
        return directory.resolve("node" + (index + 1) + ".json");
    }

    public Path directory() {
        return directory;
    }

    public List<LocalNode> nodes() {
        return List.copyOf(nodes);
    }

    public LocalRedis redis() {
        return redis;
    }

    /** Connections that a node says it has. */
    public long connections(LocalNode node) throws IOException, InterruptedException {
        JsonObject all = new JsonObject(node.get("/api/nodes").orElse("{\"items\":[]}"));
        return all.getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("address").equals(node.address()))
                .map(each -> each.getLong("connections"))
                .findFirst()
                .orElseThrow(() -> new IOException("node " + node.address() + " does not tell its connections"));
    }

    /** Starts a node that was killed, and waits for nothing. */
    public void startAgain(LocalNode node) throws IOException {
        node.start();
        guard.watch(pids());
    }

    private List<Long> pids() {
        List<Long> pids = new ArrayList<>();
        pids.add(redis.pid());
        nodes.forEach(node -> pids.add(node.pid()));
        return pids;
    }

    /** Removes what was written; whoever keeps it can read the logs. */
    public void forget() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** Ends all processes: the nodes are asked first, and killed after five seconds. */
    @Override
    public void close() {
        nodes.forEach(LocalNode::terminate);
        long deadline = System.nanoTime() + END.toNanos();
        try {
            for (LocalNode node : nodes) {
                node.exitCode(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        } finally {
            nodes.forEach(LocalNode::kill);
            if (redis != null) {
                redis.end();
            }
            guard.close();
        }
    }
}
