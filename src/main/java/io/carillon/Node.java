package io.carillon;

import io.carillon.cli.Launcher;
import io.carillon.cli.RunOptions;
import io.carillon.cluster.BusCluster;
import io.carillon.cluster.Cluster;
import io.carillon.cluster.Membership;
import io.carillon.config.Config;
import io.carillon.config.InvalidConfigException;
import io.carillon.config.Problem;
import io.carillon.config.ServerConfig;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.core.transport.Transport;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
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
    private static final int CLOSE_SECONDS = 15;

    private final PrintStream out;
    private final Clock clock = Clock.systemUTC();

    Node(PrintStream out) {
        this.out = out;
    }

    @Override
    public List<Problem> check(Config config) {
        return KeyFiles.problems(config, clock);
    }

    /** Returns only by an exception: a node that has started ends with its process. */
    @Override
    public int run(Config given, RunOptions options, Optional<Supplier<Config>> again) throws Exception {
        String madeKey = newKey();
        CurrentConfig current = new CurrentConfig(given, again, completion(given, newKey(), madeKey));
        Config config = current.get();
        Optional<Membership> membership = membership(config, options);
        if (config.server().rehearsal() > 0) {
            Rehearsal.play(
                    builder(config, options(config, 1)).build(), config.server().rehearsal());
        }
        Vertx vertx = build(config, options, membership);
        try {
            Future<Cluster> joining = membership.isPresent() ? membership.get().join(vertx) : BusCluster.solo(vertx);
            Server server = new Server(vertx, joining.await(), current, options.instances());
            server.start().await();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, vertx, config), "shutdown"));
            HangUp.handle(server::reload);
            announce(server, given, config, options.instances(), madeKey);
        } catch (Exception failed) {
            vertx.close().await();
            throw failed;
        }
        new CountDownLatch(1).await();
        return 0;
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

    private static Vertx build(Config config, RunOptions options, Optional<Membership> membership) {
        membership.ifPresent(Membership::checkPort);
        VertxOptions own = options(config, options.instances());
        membership.ifPresent(member -> own.setEventBusOptions(member.eventBusOptions()));
        VertxBuilder builder = builder(config, own);
        return membership
                .map(member -> builder.withClusterManager(member.manager())
                        .buildClustered()
                        .await())
                .orElseGet(builder::build);
    }

    private static VertxOptions options(Config config, int instances) {
        return new VertxOptions()
                .setEventLoopPoolSize(
                        instances + OTHER_EVENT_LOOPS + (config.hooks().isOn() ? 1 : 0))
                .setPreferNativeTransport(config.server().transport() == ServerConfig.Transport.AUTO);
    }

    private static VertxBuilder builder(Config config, VertxOptions options) {
        VertxBuilder builder = Vertx.builder().with(options);
        transport(config.server().transport()).ifPresent(builder::withTransport);
        return builder;
    }

    private static Optional<Transport> transport(ServerConfig.Transport wanted) {
        Transport transport = switch (wanted) {
            case AUTO -> null;
            case NIO -> Transport.NIO;
            case EPOLL -> Transport.EPOLL;
            case IO_URING -> Transport.IO_URING;
        };
        if (transport != null && !transport.available()) {
            throw new IllegalStateException(
                    "server.transport: this machine has no " + transport.name() + "; \"auto\" takes the best there is");
        }
        return Optional.ofNullable(transport);
    }

    private void announce(Server server, Config given, Config config, int instances, String madeKey) {
        Summary summary = new Summary(config, server.port(), server.opsPort(), instances);
        summary.print(out);
        if (given.isDevelopment()) {
            boolean isMade = given.ops().apiKeys().isEmpty();
            summary.printDevelopment(out, clock, Optional.of(madeKey).filter(made -> isMade));
        }
        out.flush();
        LOG.atInfo().addKeyValue("port", server.port()).log("Started");
    }

    /**
     * On SIGTERM and SIGINT to a node that has started; before that there is nobody to be told. The JVM would leave with
     * 143 by itself; a complete drain is a success.
     */
    private void end(Server server, Vertx vertx, Config config) {
        int code = 0;
        LOG.atInfo().addKeyValue("over", config.shutdown().drain()).log("Draining");
        try {
            server.stop().await(config.shutdown().drain().toSeconds() + 2 * CLOSE_SECONDS, TimeUnit.SECONDS);
            vertx.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
            LOG.info("Stopped");
        } catch (TimeoutException late) {
            LOG.error("Some part did not end in time and is left behind");
            code = 1;
        } catch (Exception failed) {
            LOG.atError().setCause(failed).log("Some part did not end well");
            code = 1;
        } finally {
            out.flush();
            Runtime.getRuntime().halt(code);
        }
    }

    private static String newKey() {
        byte[] key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }
}
