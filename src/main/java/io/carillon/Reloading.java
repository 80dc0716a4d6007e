package io.carillon;

import io.carillon.bus.Address;
import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Reload;
import io.carillon.config.InvalidConfigException;
import io.carillon.config.Reloaded;
import io.carillon.metrics.Meters;
import io.carillon.session.Admission;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts another configuration in force while the node runs. It is read and checked as a whole first, so it holds for every
 * verticle or for none. They are told by a word without content and take what they need; one that is being restarted
 * finds the new configuration when it begins.
 */
final class Reloading {
    private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Bus bus;
    private final CurrentConfig config;
    private final int hubs;
    private final Admission admission;
    private final Meters meters;

    Reloading(Vertx vertx, Bus bus, CurrentConfig config, int hubs, Admission admission, Meters meters) {
        this.vertx = vertx;
        this.bus = bus;
        this.config = config;
        this.hubs = hubs;
        this.admission = admission;
        this.meters = meters;
    }

    /** Completes when every verticle goes by it; fails with {@link InvalidConfigException} when nothing has changed. */
    Future<Reloaded> run() {
        return read().compose(reloaded -> tellAll().map(reloaded))
                .onSuccess(this::applied)
                .onFailure(this::refused);
    }

    /** On a thread of its own: what checks key files starts a Vert.x and waits for its end, which threads of ours may not. */
    private Future<Reloaded> read() {
        Context context = vertx.getOrCreateContext();
        Promise<Reloaded> promise = Promise.promise();
        new Thread(() -> read(outcome -> context.runOnContext(back -> outcome.onComplete(promise))), "carillon-reload")
                .start();
        return promise.future();
    }

    private void read(Consumer<Future<Reloaded>> outcome) {
        Future<Reloaded> read;
        try {
            read = Future.succeededFuture(config.reload());
        } catch (RuntimeException failure) {
            read = Future.failedFuture(failure);
        }
        outcome.accept(read);
    }

    /** The bridge comes first: a hub may have members to tell it of that nobody kept before. */
    private Future<Void> tellAll() {
        admission.connectionsPerUser(config.get().limits().connectionsPerUser());
        return tell(Addresses.RELOAD_BRIDGE).compose(done -> {
            List<Future<Void>> others = new ArrayList<>(List.of(tell(Addresses.RELOAD_OPS)));
            for (int hub = 0; hub < hubs; hub++) {
                others.add(tell(Addresses.reloadHub(hub)));
            }
            return Future.all(others).mapEmpty();
        });
    }

    private Future<Void> tell(Address<Reload, Void> address) {
        return bus.ask(address, new Reload(), DEADLINE)
                .onFailure(failure -> LOG.atWarn()
                        .addKeyValue("address", address.name())
                        .addKeyValue("reason", failure.getMessage())
                        .log("A verticle did not confirm the new configuration"))
                .otherwiseEmpty();
    }

    private void applied(Reloaded reloaded) {
        meters.reloaded("applied");
        LOG.atInfo()
                .addKeyValue("changed", reloaded.changed())
                .addKeyValue("restart", reloaded.restart())
                .log("Configuration read again");
    }

    private void refused(Throwable failure) {
        meters.reloaded("refused");
        if (failure instanceof InvalidConfigException invalid) {
            invalid.problems()
                    .forEach(problem -> LOG.atError()
                            .addKeyValue("path", problem.at())
                            .addKeyValue("problem", problem.message())
                            .log("Configuration not changed"));
        } else {
            LOG.atError().setCause(failure).log("Configuration not changed");
        }
    }
}
