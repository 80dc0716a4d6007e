package io.carillon.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.auth.Grants;
import io.carillon.auth.Identity;
import io.carillon.bus.Bus;
import io.carillon.config.AuthorizeHookConfig;
import io.carillon.config.HeartbeatConfig;
import io.carillon.config.NamespaceConfig;
import io.carillon.config.NamespaceConfig.Access;
import io.carillon.config.NamespaceConfig.SlowConsumer;
import io.carillon.config.RatesConfig;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A hub on an event loop of its own, with connections whose sockets are a test's. */
final class HubBench implements AutoCloseable {
    static final HeartbeatConfig HEARTBEAT = new HeartbeatConfig(Duration.ofSeconds(30), Duration.ofSeconds(60));

    static final Duration LEEWAY = Duration.ofSeconds(5);

    final Vertx vertx = Vertx.vertx();
    final Bus bus = new Bus(vertx);
    final TestBridge bridge = new TestBridge(bus);
    final TestBroker broker = new TestBroker();
    final TestTokens tokens = new TestTokens();
    final Admission admission = new Admission(20, 1_000, 1_000, 2);
    final Bench bench;
    final Hub hub;
    final Directory directory;
    final Steering steering;

    private final io.carillon.testing.Loop loop = io.carillon.testing.Loop.start(vertx);
    final Namespaces namespaces = new Namespaces(namespaces());

    private final Commands commands;
    private long number;

    HubBench() {
        this(null, 1_048_576);
    }

    /**
     * @param authorize whether and about what somebody is asked; null for nobody
     * @param pendingBytes that may wait for a connection
     */
    HubBench(AuthorizeHookConfig authorize, int pendingBytes) {
        ContextInternal context = (ContextInternal) loop.get(own -> own);
        bench = new Bench(context, pendingBytes);
        hub = new Hub(
                0,
                context.nettyEventLoop(),
                bench.allocations,
                bus,
                bench.loop,
                admission,
                HEARTBEAT,
                new ClientIds("c"),
                null);
        TokenExpiry expiry = new TokenExpiry(LEEWAY, Duration.ZERO);
        Subscribing subscribing = new Subscribing(hub, bench.loop);
        Doorman doorman = authorize == null ? null : new Doorman(bus, authorize);
        commands = new Commands(
                hub, broker, tokens, doorman, namespaces, subscribing, expiry, bench.loop, (measure, nanos) -> {});
        directory = new Directory(hub);
        steering = new Steering(hub, subscribing, namespaces, bench.loop);
    }

    private static Map<String, NamespaceConfig> namespaces() {
        return Map.of(
                "", namespace(Access.ANYONE, SlowConsumer.DISCONNECT),
                "tracked", tracked(),
                "lossy", namespace(Access.ANYONE, SlowConsumer.DROP_OLDEST),
                "newest", namespace(Access.ANYONE, SlowConsumer.LATEST),
                "granted", namespace(Access.GRANTED, SlowConsumer.DISCONNECT),
                "kept", kept(SlowConsumer.DISCONNECT),
                "keptlossy", kept(SlowConsumer.DROP_OLDEST),
                "keptnewest", kept(SlowConsumer.LATEST));
    }

    private static NamespaceConfig kept(SlowConsumer policy) {
        return new NamespaceConfig(
                Access.ANYONE,
                Access.ANYONE,
                Access.ANYONE,
                Access.NOBODY,
                10,
                Duration.ofMinutes(5),
                false,
                policy,
                RatesConfig.NONE);
    }

    private static NamespaceConfig namespace(Access access, SlowConsumer policy) {
        return new NamespaceConfig(
                access,
                access,
                Access.NOBODY,
                Access.NOBODY,
                0,
                Duration.ofMinutes(5),
                false,
                policy,
                RatesConfig.NONE);
    }

    private static NamespaceConfig tracked() {
        return new NamespaceConfig(
                Access.ANYONE,
                Access.ANYONE,
                Access.NOBODY,
                Access.ANYONE,
                0,
                Duration.ofMinutes(5),
                true,
                SlowConsumer.DISCONNECT,
                RatesConfig.NONE);
    }

    /** Runs on the hub's event loop. */
    <T> T on(Function<Context, T> action) {
        return loop.get(action);
    }

    void run(Runnable action) {
        loop.get(context -> {
            action.run();
            return null;
        });
    }

    TestClient connect(String user, String... groups) {
        return connect(identity(user, groups));
    }

    TestClient connect(Identity identity) {
        admission.enter();
        return on(context -> new TestClient(this, identity, number++));
    }

    Connection newConnection(Identity identity, long id, WebSocketHandler socket) {
        return new Connection(id, identity, Optional.empty(), socket, hub, commands);
    }

    static Identity identity(String user, String... groups) {
        return identity(user, Map.of(), groups);
    }

    static Identity identity(String user, Map<String, String> meta, String... groups) {
        return new Identity(
                user, Long.MAX_VALUE, Optional.empty(), Grants.NONE, List.of(groups), Optional.empty(), meta);
    }

    /** One whose token grants these channels. */
    static Identity granted(String user, String... channels) {
        Grants grants = new Grants(List.of(channels), List.of(), List.of(), List.of());
        return new Identity(user, Long.MAX_VALUE, Optional.empty(), grants, List.of(), Optional.empty(), Map.of());
    }

    /** Everybody goes, and nothing of theirs is held any more. */
    void end() {
        run(() -> hub.everyone().all().forEach(connection -> connection.socket().terminate()));
        assertThat(bench.allocations.held()).isZero();
        close();
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
