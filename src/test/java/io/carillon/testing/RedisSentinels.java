package io.carillon.testing;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Stream;

/** A master with two replicas, and three sentinels that watch over them. */
public final class RedisSentinels implements AutoCloseable {
    public static final String MASTER = "main";

    private static final long DOWN_AFTER_MILLIS = 1_000;

    private final IntSupplier ports;
    private final long downAfterMillis;

    private final List<RedisProcess> servers = new ArrayList<>();
    private final List<RedisProcess> sentinels = new ArrayList<>();
    private final Scratch directory = new Scratch();

    private RedisSentinels(RedisProgram program, IntSupplier ports, long downAfterMillis) {
        this.ports = ports;
        this.downAfterMillis = downAfterMillis;
        RedisProcess first = server(program, serverOptions());
        for (int i = 0; i < 2; i++) {
            server(program, replicaOptions(first));
        }
        Await.until("the replicas are in step", () -> first.info("replication", "connected_slaves") == 2);
        for (int i = 0; i < 3; i++) {
            RedisProcess sentinel = sentinel(program, first);
            sentinel.restart();
            sentinels.add(sentinel);
        }
        Await.until("the sentinels know each other", () -> sentinels.stream().allMatch(RedisSentinels::isComplete));
    }

    public static RedisSentinels start(RedisProgram program) {
        return start(program, Ports::free, DOWN_AFTER_MILLIS);
    }

    /**
     * @param ports give one that is free each time
     * @param downAfterMillis of silence after which a master is down
     */
    public static RedisSentinels start(RedisProgram program, IntSupplier ports, long downAfterMillis) {
        return new RedisSentinels(program, ports, downAfterMillis);
    }

    private RedisProcess server(RedisProgram program, String[] options) {
        RedisProcess server = RedisProcess.reserve(program, ports.getAsInt(), List.of(options));
        server.restart();
        servers.add(server);
        return server;
    }

    private String[] serverOptions() {
        return new String[] {
            "--repl-diskless-sync",
            "yes",
            "--repl-diskless-sync-delay",
            "0",
            "--dir",
            directory.path().toString()
        };
    }

    private String[] replicaOptions(RedisProcess master) {
        List<String> options = new ArrayList<>(List.of(serverOptions()));
        options.addAll(List.of("--replicaof", "127.0.0.1", Integer.toString(master.port())));
        return options.toArray(String[]::new);
    }

    private RedisProcess sentinel(RedisProgram program, RedisProcess master) {
        int port = ports.getAsInt();
        Path conf = directory.write(port + ".conf", """
                port %d
                bind 127.0.0.1
                dir "%s"
                sentinel monitor %s 127.0.0.1 %d 2
                sentinel down-after-milliseconds %s %d
                sentinel failover-timeout %s 4000
                """.formatted(
                        port, directory.path(), MASTER, master.port(), MASTER, downAfterMillis, MASTER));
        return new RedisProcess(program, port, List.of(conf.toString(), "--sentinel"));
    }

    private static boolean isComplete(RedisProcess sentinel) {
        String state = sentinel.command("SENTINEL", "MASTER", MASTER).toString();
        return state.contains("num-slaves, 2") && state.contains("num-other-sentinels, 2");
    }

    /** The addresses of the sentinels. */
    public String[] uris() {
        return sentinels.stream().map(RedisProcess::uri).toArray(String[]::new);
    }

    public List<RedisProcess> sentinels() {
        return sentinels;
    }

    /** The master and its replicas, whoever is which. */
    public List<RedisProcess> servers() {
        return servers;
    }

    /** Whether the master of now is one, and all the others follow it. */
    public boolean isInStep() {
        return master().info("replication", "connected_slaves") == servers.size() - 1;
    }

    /** What the sentinels hold for the master now. */
    public RedisProcess master() {
        List<?> address = (List<?>) sentinels.get(0).command("SENTINEL", "GET-MASTER-ADDR-BY-NAME", MASTER);
        int port = Integer.parseInt(address.get(1).toString());
        return servers.stream()
                .filter(server -> server.port() == port)
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the sentinels name another master than that one. */
    public RedisProcess awaitOtherMaster(RedisProcess old) {
        Await.until("another master", () -> master() != old);
        return master();
    }

    @Override
    public void close() {
        Stream.concat(sentinels.stream(), servers.stream()).forEach(RedisProcess::close);
        directory.close();
    }
}
