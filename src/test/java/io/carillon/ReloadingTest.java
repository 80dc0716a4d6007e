package io.carillon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.carillon.bus.Address;
import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Reload;
import io.carillon.bus.Reload.Step;
import io.carillon.config.Config;
import io.carillon.config.ConfigReader;
import io.carillon.config.InvalidConfigException;
import io.carillon.config.Problem;
import io.carillon.config.Reloaded;
import io.carillon.config.UnconfirmedReloadException;
import io.carillon.metrics.Exposition;
import io.carillon.session.Admission;
import io.carillon.session.PublicTls;
import io.carillon.testing.Await;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reload holds for all of a node or for none of it, and is not said to be done before it is. */
class ReloadingTest {
    private static final String CONFIGURATION =
            "{\"auth\": {\"secret\": \"a secret of a test, long enough for it\"}, \"limits\": {\"jsonDepth\": %d}}";

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final Exposition exposition = new Exposition();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private volatile int depth = 5;
    private CurrentConfig config;
    private Reloading reloading;

    @BeforeEach
    void begin() {
        config = new CurrentConfig(read(), Optional.of(this::read), UnaryOperator.identity());
        Admission admission = new Admission(10, 10, 1000, 10);
        reloading = new Reloading(
                vertx,
                bus,
                config,
                2,
                admission,
                new PublicTls(vertx, Optional.empty()),
                exposition.meters(),
                Duration.ofMillis(1));
        answer("bridge", Addresses.RELOAD_BRIDGE, step -> Future.succeededFuture());
        answer("ops", Addresses.RELOAD_OPS, step -> Future.succeededFuture());
        answer("hub 0", Addresses.reloadHub(0), step -> Future.succeededFuture());
    }

    @AfterEach
    void end() {
        vertx.close().await();
        exposition.close();
    }

    @Test
    void whatOneHubCannotPrepareHoldsForNone() throws Exception {
        answer("hub 1", Addresses.reloadHub(1), step -> Future.failedFuture("auth.publicKey: is empty"));
        Config before = config.get();
        depth = 6;
        assertThat(Await.failure(reloading.run()))
                .isInstanceOfSatisfying(
                        InvalidConfigException.class,
                        failure -> assertThat(failure.problems())
                                .containsExactly(new Problem("websocket-1", "auth.publicKey: is empty")));
        assertThat(config.get()).isSameAs(before);
        assertTold("hub 0 PREPARE", "hub 1 PREPARE");
        assertThat(told).isEmpty();
    }

    @Test
    void aHubThatDoesNotConfirmIsNamedAndToldAgainUntilItDoes() throws Exception {
        int[] failures = {2};
        answer(
                "hub 1",
                Addresses.reloadHub(1),
                step -> step == Step.APPLY && failures[0]-- > 0
                        ? Future.failedFuture("busy")
                        : Future.succeededFuture());
        depth = 6;
        assertThat(Await.failure(reloading.run()))
                .isInstanceOfSatisfying(
                        UnconfirmedReloadException.class,
                        failure -> assertThat(failure.problems())
                                .extracting(Problem::at, Problem::message)
                                .containsExactly(tuple("websocket-1", "busy")));
        assertThat(config.get().limits().jsonDepth()).isEqualTo(6);
        assertTold("hub 0 PREPARE", "hub 1 PREPARE");
        for (int i = 0; i < 3; i++) {
            assertTold("bridge APPLY");
            assertTold("hub 0 APPLY", "hub 1 APPLY", "ops APPLY");
        }
    }

    @Test
    void aHubThatIsBeingRestartedIsNotWaitedFor() throws Exception {
        depth = 6;
        assertThat(Await.result(reloading.run())).isEqualTo(new Reloaded(List.of("limits"), List.of()));
    }

    @Test
    void reloadsThatAreAskedForAtOnceFollowEachOther() throws Exception {
        answer("hub 1", Addresses.reloadHub(1), step -> Future.succeededFuture());
        Future<Reloaded> first = reloading.run();
        Future<Reloaded> second = reloading.run();
        Await.result(first);
        Await.result(second);
        for (int i = 0; i < 2; i++) {
            assertTold("hub 0 PREPARE", "hub 1 PREPARE");
            assertTold("bridge APPLY");
            assertTold("hub 0 APPLY", "hub 1 APPLY", "ops APPLY");
        }
    }

    private void answer(String name, Address<Reload, Void> address, Function<Step, Future<Void>> answer) {
        bus.answer(address, reload -> {
            told.add(name + " " + reload.step());
            return answer.apply(reload.step());
        });
    }

    private void assertTold(String... words) throws InterruptedException {
        String[] heard = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            heard[i] = told.poll(20, TimeUnit.SECONDS);
        }
        assertThat(heard).containsExactlyInAnyOrder(words);
    }

    private Config read() {
        return new ConfigReader(name -> null)
                .text(CONFIGURATION.formatted(depth))
                .config();
    }
}
