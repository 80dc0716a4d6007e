package io.carillon;

import io.carillon.auth.CurrentAuthenticator;
import io.carillon.broker.BridgeVerticle;
import io.carillon.broker.BrokerDriver;
import io.carillon.broker.PresenceSettings;
import io.carillon.broker.memory.MemoryDriver;
import io.carillon.broker.redis.RedisDriver;
import io.carillon.bus.Bus;
import io.carillon.cli.Version;
import io.carillon.cluster.Cluster;
import io.carillon.config.Config;
import io.carillon.config.EventHookConfig;
import io.carillon.config.RedisConfig;
import io.carillon.config.Reloaded;
import io.carillon.heartbeat.HeartbeatVerticle;
import io.carillon.hooks.HooksVerticle;
import io.carillon.http.DescriptorBudget;
import io.carillon.http.PendingSockets;
import io.carillon.metrics.Exposition;
import io.carillon.metrics.MetricsVerticle;
import io.carillon.metrics.ProcessHealth;
import io.carillon.ops.OpsVerticle;
import io.carillon.ops.api.Endpoint;
import io.carillon.ops.api.NodeDescription;
import io.carillon.session.Admission;
import io.carillon.session.Pages;
import io.carillon.session.PublicTls;
import io.carillon.session.SessionServices;
import io.carillon.session.WebSocketVerticle;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** One node on a Vert.x that stands: builds every part, hands each what it needs, and takes them down in order. */
final class Server {
    private static final int TOKEN_LENGTH = 13;
    private static final int DESCRIPTORS_MILLIS = 10_000;
    private static final int MIN_PAYLOAD_BOUND = 1 << 20;

    private final Vertx vertx;
    private final Cluster cluster;
    private final CurrentConfig current;
    /** What it was built with; for what does not change. */
    private final Config config;

    private final int instances;
    private final Clock clock = Clock.systemUTC();
    private final Instant started = clock.instant();
    private final Exposition exposition = new Exposition();
    private final Admission admission;
    private final PublicTls tls;
    private final ProcessHealth health;
    private final DescriptorBudget descriptors;
    private final Bus bus;
    private final Retreat retreat;
    private final Supervisor supervisor;
    private final Reloading reloading;
    private final List<Post> hubs = new ArrayList<>();
    private final List<Post> others = new ArrayList<>();
    private volatile WebSocketVerticle newestHub;
    private volatile int port;
    private volatile OpsVerticle ops;

    Server(
            Vertx vertx,
            Cluster cluster,
            CurrentConfig current,
            int instances,
            ProcessHealth health,
            DescriptorBudget descriptors) {
        this.vertx = vertx;
        this.cluster = cluster;
        this.current = current;
        config = current.get();
        this.instances = instances;
        this.health = health;
        this.descriptors = descriptors;
        admission = new Admission(config.server(), config.limits());
        bus = new Bus(vertx);
        retreat = new Retreat(bus, admission, instances, config.shutdown().drain());
        supervisor = new Supervisor(vertx, exposition.meters());
        exposition.meters().clusterMembers(cluster::size);
        tls = new PublicTls(vertx, config.server().tls());
        reloading = new Reloading(vertx, bus, current, instances, admission, tls, exposition.meters());
    }

    /**
     * The listeners come last: whoever connects finds everything in its place. Vert.x hands its event loops out in turn,
     * and there is one more than hubs: in this order metrics and ops have that one, and heartbeat and bridge are on the
     * last two hubs' loops, where the way of a message wakes fewer threads.
     */
    Future<Void> start() {
        BrokerDriver driver = driver();
        return post("heartbeat", this::heartbeat)
                .compose(done -> post("bridge", () -> bridge(driver)))
                .compose(done -> post("metrics", this::metrics))
                .compose(done -> startHooks(driver))
                .compose(done -> startHubs(services(driver)))
                .compose(done -> post("ops", () -> ops(driver)));
    }

    private BridgeVerticle bridge(BrokerDriver driver) {
        PresenceSettings presence = new PresenceSettings(
                config.presence().grace(),
                () -> current.get().namespaces(),
                () -> UUID.randomUUID().toString(),
                exposition.meters());
        boolean tellsOccupancy =
                config.hooks().events().filter(EventHookConfig::wantsChannels).isPresent();
        return new BridgeVerticle(driver, bus, cluster.nodeId(), presence, exposition.meters(), tellsOccupancy);
    }

    /** Before the hubs, so that no connection goes untold. They have an event loop of their own. */
    private Future<Void> startHooks(BrokerDriver driver) {
        return config.hooks().isOn() ? post("hooks", () -> hooks(driver)) : Future.succeededFuture();
    }

    private HooksVerticle hooks(BrokerDriver driver) {
        return new HooksVerticle(
                driver,
                bus,
                cluster.nodeId(),
                config.hooks(),
                () -> UUID.randomUUID().toString().substring(0, TOKEN_LENGTH),
                exposition.hookMeters());
    }

    private Future<Void> startHubs(SessionServices services) {
        Pages pages = new Pages();
        Future<Void> all = Future.succeededFuture();
        for (int i = 0; i < instances; i++) {
            int index = i;
            all = all.compose(done -> supervisor.deploy("websocket-" + index, () -> hub(index, services, pages)))
                    .map(hubs::add)
                    .mapEmpty();
        }
        return all.onSuccess(done -> {
            port = newestHub.port();
            countSockets();
        });
    }

    private void countSockets() {
        descriptors.listenAt(port);
        vertx.setPeriodic(
                DESCRIPTORS_MILLIS,
                timer -> vertx.executeBlocking(() -> {
                    descriptors.refresh();
                    return null;
                }));
    }

    private Future<Void> post(String name, Supplier<? extends Deployable> verticles) {
        return supervisor.deploy(name, verticles).map(others::add).mapEmpty();
    }

    private WebSocketVerticle hub(int index, SessionServices services, Pages pages) {
        newestHub = new WebSocketVerticle(index, current, services, pages);
        return newestHub;
    }

    private BrokerDriver driver() {
        return config.broker().redis().<BrokerDriver>map(this::redisDriver).orElseGet(MemoryDriver::new);
    }

    /** Twice a message's bound leaves room for what surrounds it; other programs may publish more. */
    private BrokerDriver redisDriver(RedisConfig redis) {
        int bound = Math.max(MIN_PAYLOAD_BOUND, 2 * config.server().maxMessageSize());
        return new RedisDriver(
                redis,
                config.cluster().name(),
                exposition.meters(),
                () -> ThreadLocalRandom.current().nextDouble(),
                bound);
    }

    private SessionServices services(BrokerDriver driver) {
        return new SessionServices(
                bus,
                driver,
                () -> new CurrentAuthenticator(vertx, current, clock),
                admission,
                tls,
                pendingSockets(),
                health,
                exposition.meters(),
                exposition.histograms(),
                clock,
                new SecureRandom());
    }

    /** A third of the memory: the rest is for connections. */
    private PendingSockets pendingSockets() {
        return new PendingSockets(
                () -> current.get().limits().socketsPerAddress(),
                Runtime.getRuntime().maxMemory() / 3);
    }

    private MetricsVerticle metrics() {
        return new MetricsVerticle(bus, exposition, config.metrics(), instances, clock, started);
    }

    private HeartbeatVerticle heartbeat() {
        return new HeartbeatVerticle(bus, config.heartbeat(), clock, exposition.meters()::swept);
    }

    private OpsVerticle ops(BrokerDriver driver) {
        String address = config.server().host() + ":" + port;
        NodeDescription node = new NodeDescription(address, instances, Version.number(), started);
        ops = new OpsVerticle(
                current,
                bus,
                cluster,
                node,
                driver,
                exposition.meters(),
                supervisor::down,
                this::reload,
                retreat,
                health,
                descriptors.callers(),
                clock);
        return ops;
    }

    /** Reads the configuration again; see {@link Reloading#run}. */
    Future<Reloaded> reload() {
        return reloading.run();
    }

    /** The port of the public listener, which {@code server.port} 0 leaves to the system. */
    int port() {
        return port;
    }

    /** Every call of the API. */
    List<Endpoint> endpoints() {
        return ops.endpoints();
    }

    int opsPort() {
        return ops.port();
    }

    /**
     * Goes: not ready, no new connections, the clients sent away evenly over {@code shutdown.drain}, then the listeners,
     * then the broker. Never fails; what does not end in its time is left behind.
     */
    Future<Void> stop() {
        return retreat.end()
                .eventually(() -> closeAll(hubs))
                .eventually(() -> closeAll(others))
                .eventually(cluster::leave)
                .otherwiseEmpty()
                .onComplete(done -> exposition.close());
    }

    private static Future<Void> closeAll(List<Post> posts) {
        return Future.join(posts.stream().map(Post::close).toList()).mapEmpty();
    }
}
