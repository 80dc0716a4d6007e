package io.carillon.ops;

import io.carillon.broker.BrokerDriver;
import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.cluster.Cluster;
import io.carillon.config.Config;
import io.carillon.config.ListenException;
import io.carillon.config.OpsConfig;
import io.carillon.config.Reloaded;
import io.carillon.http.HttpConnectionHandler;
import io.carillon.http.SocketAccount;
import io.carillon.metrics.CensusTaker;
import io.carillon.metrics.Meters;
import io.carillon.metrics.ProcessHealth;
import io.carillon.ops.api.Api;
import io.carillon.ops.api.ApiErrors;
import io.carillon.ops.api.ApiRoute;
import io.carillon.ops.api.ClusterCalls;
import io.carillon.ops.api.DocumentCall;
import io.carillon.ops.api.DrainCalls;
import io.carillon.ops.api.Endpoint;
import io.carillon.ops.api.InService;
import io.carillon.ops.api.MessageCalls;
import io.carillon.ops.api.MessageSettings;
import io.carillon.ops.api.NodeCalls;
import io.carillon.ops.api.NodeDescription;
import io.carillon.ops.api.RebalanceCalls;
import io.carillon.ops.api.ReloadCalls;
import io.carillon.ops.api.RevocationCalls;
import io.carillon.ops.question.ClusterQuestions;
import io.carillon.ops.question.NodeAnswers;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** The listener for operators: health, metrics, statistics, HTTP API. Never the public one. One per process. */
public final class OpsVerticle extends VerticleBase {
    private static final int LEAST_BODY_BOUND = 1 << 20;
    private static final int MAX_CALLERS = 512;

    /** Announced a little shorter than it is, so that a client does not send into a connection that is ending. */
    private static final int KEEP_ALIVE_SECONDS = (int) TimeUnit.NANOSECONDS.toSeconds(Callers.NEXT_HEAD) - 5;

    private static final long SWEEP_MILLIS = 1_000;

    private final Supplier<Config> configs;
    private final Bus bus;
    private final Cluster cluster;
    private final NodeDescription node;
    private final BrokerDriver driver;
    private final Meters meters;
    private final Supplier<List<String>> down;
    private final Supplier<Future<Reloaded>> reload;
    private final InService service;
    private final ProcessHealth health;
    private final Clock clock;
    private final Callers<HttpConnectionHandler> callers;

    private final Map<HttpConnection, HttpConnectionHandler> connections = new HashMap<>();
    private OpsConfig config;
    private final Api api;
    private HttpServer server;
    private MessageCalls messages;

    /**
     * @param configs what holds when it is asked
     * @param down names of the verticles that are being restarted now; called on this verticle's event loop
     * @param maxCallers connections that there are files for
     * @param reload reads the configuration again
     */
    public OpsVerticle(
            Supplier<Config> configs,
            Bus bus,
            Cluster cluster,
            NodeDescription node,
            BrokerDriver driver,
            Meters meters,
            Supplier<List<String>> down,
            Supplier<Future<Reloaded>> reload,
            InService service,
            ProcessHealth health,
            int maxCallers,
            Clock clock) {
        this.configs = configs;
        this.bus = bus;
        this.cluster = cluster;
        this.node = node;
        this.driver = driver;
        this.meters = meters;
        this.down = down;
        this.reload = reload;
        this.service = service;
        this.health = health;
        callers = new Callers<>(
                Math.min(MAX_CALLERS, maxCallers), HttpConnectionHandler::expire, HttpConnectionHandler::cut);
        this.clock = clock;
        api = new Api(() -> configs.get().limits().jsonDepth());
    }

    @Override
    public Future<?> start() {
        config = configs.get().ops();
        server = vertx.createHttpServer(serverOptions());
        vertx.setPeriodic(SWEEP_MILLIS, timer -> callers.sweep(System.nanoTime()));
        return server.connectionHandler(this::greet)
                .requestHandler(router())
                .listen()
                .recover(failure ->
                        Future.failedFuture(new ListenException("ops", config.host(), config.port(), failure)));
    }

    /** Who is still asking is not waited for. */
    @Override
    public Future<?> stop() {
        return messages.close();
    }

    /** The port that it listens on, which {@code ops.port} 0 leaves to the system. */
    public int port() {
        return server.actualPort();
    }

    /** All calls of the API. */
    public List<Endpoint> endpoints() {
        return api.endpoints();
    }

    private HttpServerOptions serverOptions() {
        return new HttpServerOptions()
                .setHost(config.host())
                .setPort(config.port())
                // Nobody speaks WebSocket here, and what would watch for it lets no more than 128 requests wait for
                // answers.
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setHttp2ClearTextEnabled(false);
    }

    private void greet(HttpConnection connection) {
        HttpConnectionHandler.Settings http =
                new HttpConnectionHandler.Settings(configs.get().server().maxHeaderSize(), KEEP_ALIVE_SECONDS);
        HttpConnectionHandler handler =
                HttpConnectionHandler.install(connection, http, health::failed, made -> SocketAccount.NONE);
        connections.put(connection, handler);
        connection.closeHandler(closed -> callers.gone(connections.remove(connection)));
        callers.come(handler, System.nanoTime());
    }

    private void attend(RoutingContext context) {
        HttpConnectionHandler caller = connections.get(context.request().connection());
        callers.calls(caller, System.nanoTime());
        context.addEndHandler(ended -> callers.answered(caller, System.nanoTime()));
        context.next();
    }

    private Router router() {
        Router router = Router.router(vertx);
        KeyGuard guard = new KeyGuard(config.apiKeys(), meters);
        bus.answer(Addresses.RELOAD_OPS, word -> reload(guard));
        Audit audit = new Audit(() -> configs.get().ops().auditPublishes());
        router.route().handler(this::attend);
        router.route().handler(new SecurityHeaders());
        ApiErrors errors = new ApiErrors(meters);
        errors.handle(router);
        mountGuardedApi(router, errors, audit, guard);
        router.route().handler(OpenPaths::requireNormalForm);
        mountOpen(router, audit, guard);
        return router;
    }

    private void mountGuardedApi(Router router, ApiErrors errors, Audit audit, KeyGuard guard) {
        MessageSettings settings = messageSettings();
        int bodyBound = Math.max(LEAST_BODY_BOUND, settings.maxBody());
        ApiRoute.handle(router, audit);
        ApiRoute.handle(router, guard);
        ApiRoute.handle(router, new AnyContentType());
        ApiRoute.handle(router, BodyHandler.create(false).setBodyLimit(bodyBound));
        mountApi(router, errors, settings, bodyBound);
    }

    private Future<Void> reload(KeyGuard guard) {
        guard.use(configs.get().ops().apiKeys());
        return Future.succeededFuture();
    }

    private void mountOpen(Router router, Audit audit, KeyGuard guard) {
        Readiness readiness =
                new Readiness(bus, censusTaker(), down, service::isDraining, () -> messages.isUp(), driver::troubles);
        new HealthRoutes(health, readiness).mount(router);
        new MetricsRoutes(bus).mount(router);
        NodeStats stats = new NodeStats(vertx, bus, cluster);
        stats.answerOthers();
        new StatsRoutes(stats, audit, guard).mount(router);
    }

    private void mountApi(Router router, ApiErrors errors, MessageSettings settings, int bodyBound) {
        NodeCalls nodes = new NodeCalls(cluster, node, censusTaker(), service, clock);
        nodes.answerOthers();
        new NodeAnswers(cluster, bus, node.instances()).begin();
        api.add(new DocumentCall().endpoints());
        api.add(nodes.endpoints());
        api.add(new ReloadCalls(reload).endpoints());
        api.add(new RevocationCalls(bus, () -> configs.get().auth().longestUse(), clock).endpoints());
        messages = new MessageCalls(settings, context, bus, api, errors, clock);
        api.add(messages.endpoints());
        api.add(new ClusterCalls(new ClusterQuestions(cluster), messages.positions(), settings.maxMessageSize())
                .endpoints());
        mountMoving();
        new ApiRoute(api, bodyBound).mount(router);
    }

    private MessageSettings messageSettings() {
        return new MessageSettings(
                driver,
                () -> configs.get().namespaces(),
                configs.get().server().maxMessageSize(),
                () -> configs.get().limits().jsonDepth());
    }

    private void mountMoving() {
        DrainCalls drain = new DrainCalls(cluster, service, censusTaker());
        drain.answerOthers();
        api.add(drain.endpoints());
        RebalanceCalls rebalance = new RebalanceCalls(cluster, bus, node.instances());
        rebalance.answerOthers();
        api.add(rebalance.endpoints());
    }

    private CensusTaker censusTaker() {
        return new CensusTaker(bus, node.instances(), (hub, nanos) -> {});
    }
}
