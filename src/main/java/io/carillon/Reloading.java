package io.carillon;

import io.carillon.bus.Address;
import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Reload;
import io.carillon.config.InvalidConfigException;
import io.carillon.config.Problem;
import io.carillon.config.Reason;
import io.carillon.config.Reloaded;
import io.carillon.config.UnconfirmedReloadException;
import io.carillon.metrics.Meters;
import io.carillon.session.Admission;
import io.carillon.session.PublicTls;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts another configuration in force while the node runs. It is read and checked as a whole, then every hub makes ready
 * what it needs of it: if one cannot, it holds for none. Only then they are told to go by it, and who does not confirm is
 * told again until it does. A verticle that is being restarted finds the new configuration when it begins.
 */
final class Reloading {
    private static final Logger LOG = LoggerFactory.getLogger(Reloading.class);
    private static final Duration DEADLINE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Bus bus;
    private final CurrentConfig config;
    private final Admission admission;
    private final PublicTls tls;
    private final Meters meters;
    private final List<Listener> hubs;
    private final List<Listener> all;
    private final Duration pause;
    private Future<Reloaded> last = Future.succeededFuture();

    /** A verticle that goes by the configuration, by its name in the log. */
    private record Listener(String name, Address<Reload, Void> address) {}

    Reloading(Vertx vertx, Bus bus, CurrentConfig config, int hubs, Admission admission, PublicTls tls, Meters meters) {
        this(vertx, bus, config, hubs, admission, tls, meters, DEADLINE);
    }

    /** @param pause how long one that has not confirmed is left alone before it is told again */
    Reloading(
            Vertx vertx,
            Bus bus,
            CurrentConfig config,
            int hubs,
            Admission admission,
            PublicTls tls,
            Meters meters,
            Duration pause) {
        this.vertx = vertx;
        this.bus = bus;
        this.config = config;
        this.admission = admission;
        this.tls = tls;
        this.meters = meters;
        this.pause = pause;
        this.hubs = IntStream.range(0, hubs)
                .mapToObj(hub -> new Listener("websocket-" + hub, Addresses.reloadHub(hub)))
                .toList();
        all = new ArrayList<>(this.hubs);
        all.add(new Listener("ops", Addresses.RELOAD_OPS));
    }

    /**
     * Completes when every verticle goes by it, one call after the other. Fails with {@link InvalidConfigException} when
     * nothing has changed, and with {@link UnconfirmedReloadException} when some have not confirmed.
     */
    synchronized Future<Reloaded> run() {
        last = last.transform(done -> runAlone());
        return last;
    }

    private Future<Reloaded> runAlone() {
        return read().compose(reloaded -> prepareAll().compose(done -> apply()).map(reloaded))
                .onSuccess(this::applied)
                .onFailure(this::notApplied);
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
            read = Future.succeededFuture(config.prepare());
            tls.prepare(config.next().server().tls());
        } catch (IllegalArgumentException unusable) {
            config.cancel();
            read = Future.failedFuture(new InvalidConfigException(List.of(Problem.parse(unusable.getMessage()))));
        } catch (RuntimeException | Error failure) {
            read = Future.failedFuture(failure);
        }
        outcome.accept(read);
    }

    private Future<Void> prepareAll() {
        return tell(hubs, Reload.Step.PREPARE).compose(problems -> {
            if (problems.isEmpty()) {
                return Future.succeededFuture();
            }
            config.cancel();
            return Future.failedFuture(new InvalidConfigException(problems));
        });
    }

    private Future<Void> apply() {
        config.apply();
        tls.apply();
        return tellAll();
    }

    /** The bridge comes first: a hub may have members to tell it of that nobody kept before. */
    private Future<Void> tellAll() {
        admission.become(config.get().limits());
        return tell(List.of(new Listener("bridge", Addresses.RELOAD_BRIDGE)), Reload.Step.APPLY)
                .compose(unconfirmed -> tell(all, Reload.Step.APPLY)
                        .map(more -> Stream.concat(unconfirmed.stream(), more.stream())
                                .toList()))
                .compose(unconfirmed -> {
                    if (unconfirmed.isEmpty()) {
                        return Future.succeededFuture();
                    }
                    tellAgain();
                    return Future.failedFuture(new UnconfirmedReloadException(unconfirmed));
                });
    }

    /** What is told once more changes nothing for those that have confirmed. */
    private void tellAgain() {
        vertx.setTimer(
                pause.toMillis(),
                timer -> tellAll().onSuccess(done -> LOG.info("The new configuration is in effect on every verticle")));
    }

    /** What those say that did not confirm; never fails. One without a listener is being restarted. */
    private Future<List<Problem>> tell(List<Listener> listeners, Reload.Step step) {
        List<Future<Optional<Problem>>> answers = listeners.stream()
                .map(listener -> bus.ask(listener.address(), new Reload(step), DEADLINE)
                        .map(Optional.<Problem>empty())
                        .otherwise(failure -> problem(listener, failure)))
                .toList();
        return Future.all(answers)
                .map(done -> answers.stream()
                        .flatMap(answer -> answer.result().stream())
                        .toList());
    }

    private static Optional<Problem> problem(Listener listener, Throwable failure) {
        ReplyFailure kind = failure instanceof ReplyException reply ? reply.failureType() : ReplyFailure.ERROR;
        return switch (kind) {
            case NO_HANDLERS -> Optional.empty();
            case TIMEOUT -> Optional.of(new Problem(listener.name(), "does not answer"));
            default -> Optional.of(new Problem(listener.name(), Reason.of(failure)));
        };
    }

    private void applied(Reloaded reloaded) {
        meters.reloaded("applied");
        LOG.atInfo()
                .addKeyValue("changed", reloaded.changed())
                .addKeyValue("restart", reloaded.restart())
                .log("Configuration read again");
    }

    private void notApplied(Throwable failure) {
        if (failure instanceof InvalidConfigException invalid) {
            meters.reloaded("refused");
            log(invalid.problems(), "Configuration not changed");
        } else if (failure instanceof UnconfirmedReloadException unconfirmed) {
            meters.reloaded("unconfirmed");
            log(unconfirmed.problems(), "A verticle has not confirmed the new configuration, it is told again");
        } else {
            meters.reloaded("refused");
            LOG.atError().setCause(failure).log("Configuration not changed");
        }
    }

    private static void log(List<Problem> problems, String message) {
        problems.forEach(problem -> LOG.atError()
                .addKeyValue("path", problem.at())
                .addKeyValue("problem", problem.message())
                .log(message));
    }
}
