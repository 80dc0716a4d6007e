package io.carillon;

import io.carillon.cli.Launcher;
import io.carillon.cli.RunOptions;
import io.carillon.cluster.BusCluster;
import io.carillon.cluster.Membership;
import io.carillon.config.Config;
import io.carillon.config.InvalidConfigException;
import io.carillon.config.Problem;
import io.carillon.config.ServerConfig;
import io.carillon.http.AcceptLimitingTransport;
import io.carillon.http.DescriptorBudget;
import io.carillon.logging.ThrowableListener;
import io.carillon.metrics.ProcessHealth;
import io.carillon.metrics.ProcessWatch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.transport.Transport;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.security.Security;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one node from start to end: Vert.x and the cluster around a {@link Server}, and the signal that ends it. */
final class Node implements Launcher {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);

    /** Beside one for each hub, one for metrics and ops; one more for hooks where there are any. */
    private static final int OTHER_EVENT_LOOPS = 1;

    private static final int KEY_BYTES = 32;

    private static final int HOSTS_REFRESH_MILLIS = 1_000;

    /** At most, however long DNS says that an address holds. */
    private static final int ADDRESS_LIFE_SECONDS = 5;

    /** How long an end waits for a start that is under way. */
    private static final Duration START = Duration.ofSeconds(10);

    /** What of the whole is kept for leaving the cluster. */
    private static final Duration CLOSE = Duration.ofSeconds(5);

    private final PrintStream out;
    private final boolean greets;
    private final ProcessSignals signals;
    private final Clock clock = Clock.systemUTC();
    private final ProcessHealth health = new ProcessHealth();
    private final DescriptorBudget descriptors = DescriptorBudget.ofProcess();

    /**
     * @param out for people
     * @param greets whether a node says where it can be reached; one for development says so in any case
     */
    Node(PrintStream out, boolean greets, ProcessSignals signals) {
        this.out = out;
        this.greets = greets;
        this.signals = signals;
    }

    @Override
    public List<Problem> check(Config config) {
        return KeyFiles.problems(config, clock);
    }

    /** Returns when a signal has ended it, or by an exception when it did not start. */
    @Override
    public int run(Config given, RunOptions options, Optional<Supplier<Config>> again) throws Exception {
        ThrowableListener.install(health::failed);
        String madeKey = newKey();
        CurrentConfig current = new CurrentConfig(given, again, completion(given, newKey(), madeKey));
        Config config = current.get();
        Optional<Membership> membership = membership(config, options);
        if (config.server().rehearsal() > 0) {
            Rehearsal.play(
                    builder(config, options(config, 1)).build(), config.server().rehearsal());
        }
        membership.ifPresent(Membership::checkPort);
        signals.takeOver();
        Future<Vertx> vertx = build(config, options, membership);
        Future<Server> serving = vertx.compose(built -> serve(built, membership, current, options.instances()));
        CompletableFuture.anyOf(stage(serving), signals.end())
                .exceptionally(failure -> null)
                .get();
        if (!signals.end().isDone()) {
            Server server = started(serving, vertx);
            signals.onReload(server::reload);
            announce(server, given, config, options.instances(), madeKey);
            signals.end().get();
        }
        return end(serving, vertx, config);
    }

    private Future<Server> serve(Vertx vertx, Optional<Membership> membership, CurrentConfig current, int instances) {
        ProcessWatch.start(vertx, health, this::giveUp);
        return membership
                .map(member -> member.join(vertx))
                .orElseGet(() -> BusCluster.solo(vertx))
                .compose(cluster -> {
                    Server server = new Server(vertx, cluster, current, instances, health, descriptors);
                    return server.start().map(server);
                });
    }

    /** @throws Exception why it did not start; then everything is down again */
    private static Server started(Future<Server> serving, Future<Vertx> vertx) throws Exception {
        try {
            return serving.await();
        } catch (Exception failed) {
            if (vertx.succeeded()) {
                vertx.result().close().await();
            }
            throw failed;
        }
    }

    private static <T> CompletableFuture<T> stage(Future<T> future) {
        return future.toCompletionStage().toCompletableFuture();
    }

    /** Only a node that began as one for development is one later; it keeps the keys that it has made and printed. */
    private static UnaryOperator<Config> completion(Config given, String secret, String apiKey) {
        return given.isDevelopment()
                ? next -> next.isDevelopment() ? next.withDevelopmentKeys(secret, apiKey) : next
                : UnaryOperator.identity();
    }

    private static Optional<Membership> membership(Config config, RunOptions options) throws InvalidConfigException {
        if (!options.cluster()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Membership.of(config.cluster(), options.clusterHost(), options.clusterPort()));
        } catch (IllegalArgumentException unusable) {
            throw new InvalidConfigException(List.of(Problem.parse(unusable.getMessage())));
        }
    }

    private Future<Vertx> build(Config config, RunOptions options, Optional<Membership> membership) {
        VertxOptions own = options(config, options.instances());
        membership.ifPresent(member -> own.setEventBusOptions(member.eventBusOptions()));
        VertxBuilder builder = builder(config, own);
        return membership
                .map(member -> builder.withClusterManager(member.manager()).buildClustered())
                .orElseGet(() -> Future.succeededFuture(builder.build()));
    }

    private static VertxOptions options(Config config, int instances) {
        return new VertxOptions()
                .setEventLoopPoolSize(
                        instances + OTHER_EVENT_LOOPS + (config.hooks().isOn() ? 1 : 0))
                .setAddressResolverOptions(addresses());
    }

    /** Who looks for a server that has moved finds it: names are looked up anew, and each of their addresses is tried in turn. */
    static AddressResolverOptions addresses() {
        Security.setProperty("networkaddress.cache.ttl", Integer.toString(ADDRESS_LIFE_SECONDS));
        return new AddressResolverOptions()
                .setHostsRefreshPeriod(HOSTS_REFRESH_MILLIS)
                .setCacheMaxTimeToLive(ADDRESS_LIFE_SECONDS)
                .setRoundRobinInetAddress(true);
    }

    private VertxBuilder builder(Config config, VertxOptions options) {
        Transport transport = transport(config.server().transport());
        return Vertx.builder().with(options).withTransport(new AcceptLimitingTransport(transport, descriptors));
    }

    private static Transport transport(ServerConfig.Transport wanted) {
        Transport transport = switch (wanted) {
            case AUTO -> best();
            case NIO -> Transport.NIO;
            case EPOLL -> Transport.EPOLL;
            case IO_URING -> Transport.IO_URING;
        };
        if (!transport.available()) {
            throw new IllegalStateException(
                    "server.transport: this machine has no " + transport.name() + "; \"auto\" takes the best there is");
        }
        return transport;
    }

    private static Transport best() {
        Transport best = Transport.nativeTransport();
        return best != null && best.available() ? best : Transport.NIO;
    }

    private void announce(Server server, Config given, Config config, int instances, String madeKey) {
        Summary summary = new Summary(config, server.port(), server.opsPort(), instances);
        if (greets || given.isDevelopment()) {
            summary.print(out);
        }
        if (given.isDevelopment()) {
            boolean isMade = given.ops().apiKeys().isEmpty();
            summary.printDevelopment(out, clock, Optional.of(madeKey).filter(made -> isMade));
        }
        out.flush();
        warnOfFewFiles(config);
        LOG.atInfo()
                .addKeyValue("port", server.port())
                .addKeyValue("opsPort", server.opsPort())
                .addKeyValue("instances", instances)
                .addKeyValue("broker", config.broker().type().name().toLowerCase(Locale.ROOT))
                .log("Started");
    }

    /**
     * Takes everything down, within {@link io.carillon.config.ShutdownConfig#longest()} in all. A start that is under way is
     * waited for: what is half there cannot be taken down in order, and clients may have come already.
     *
     * @return the exit code
     */
    private int end(Future<Server> serving, Future<Vertx> vertx, Config config) {
        long deadline = System.nanoTime() + config.shutdown().longest().toNanos();
        boolean wasReady = serving.succeeded();
        LOG.atInfo()
                .addKeyValue("over", config.shutdown().drain())
                .log(wasReady ? "Draining" : "Stopping before the node was ready");
        health.problem().ifPresent(this::giveUp);
        try {
            if (settles(serving, wasReady ? Duration.ZERO : START) && serving.succeeded()) {
                serving.result().stop().await(left(deadline), TimeUnit.NANOSECONDS);
            }
            if (vertx.succeeded()) {
                vertx.result().close().await(left(deadline) + CLOSE.toNanos(), TimeUnit.NANOSECONDS);
            }
            LOG.info("Stopped");
            return 0;
        } catch (TimeoutException late) {
            LOG.error("Shutdown incomplete: a part of the node did not stop in time");
        } catch (Exception failed) {
            LOG.atError().setCause(failed).log("Shutdown incomplete: a part of the node failed to stop");
        }
        return 1;
    }

    private void warnOfFewFiles(Config config) {
        if (config.server().maxConnections() > descriptors.allowed()) {
            LOG.atWarn()
                    .addKeyValue("maxConnections", config.server().maxConnections())
                    .addKeyValue("openFiles", descriptors.limit())
                    .addKeyValue("sockets", descriptors.allowed())
                    .log("server.maxConnections is more than the limit of open files allows: more sockets are refused");
        }
    }

    /** At once: what would take the node down in order does not work any more. */
    private void giveUp(String reason) {
        try {
            LOG.atError().addKeyValue("reason", reason).log("Fatal: the process ends");
            out.flush();
        } finally {
            Runtime.getRuntime().halt(1);
        }
    }

    private static long left(long deadline) {
        return deadline - System.nanoTime() - CLOSE.toNanos();
    }

    /** Whether it is complete after this time; how, does not matter. */
    private static boolean settles(Future<?> future, Duration within) throws Exception {
        try {
            stage(future).handle((done, failed) -> true).get(within.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        }
    }

    private static String newKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }
}
