package io.carillon.ops;

import io.carillon.bus.Address;
import io.carillon.bus.Addresses;
import io.carillon.bus.Alive;
import io.carillon.bus.Bus;
import io.carillon.bus.Canary;
import io.carillon.bus.RevokedQuestion;
import io.carillon.metrics.CensusTaker;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Whether all of the node would serve: it sends a canary through the broker, and a question to every verticle, since
 * only an answer proves that something works. Nothing is remembered between two checks.
 */
final class Readiness {
    private static final String MUTE = "has no connection to the broker";
    private static final String CLOSED = "does not know yet which tokens are revoked";
    static final Duration DEADLINE = Duration.ofSeconds(1);

    private final Bus bus;
    private final CensusTaker censusTaker;
    private final Supplier<List<String>> down;
    private final BooleanSupplier draining;
    private final BooleanSupplier publishing;
    private final Supplier<List<String>> broker;

    /**
     * @param down names of the verticles that are being restarted
     * @param publishing whether the API can publish, as far as is known
     * @param broker what is wrong with the broker
     */
    Readiness(
            Bus bus,
            CensusTaker censusTaker,
            Supplier<List<String>> down,
            BooleanSupplier draining,
            BooleanSupplier publishing,
            Supplier<List<String>> broker) {
        this.bus = bus;
        this.censusTaker = censusTaker;
        this.down = down;
        this.draining = draining;
        this.publishing = publishing;
        this.broker = broker;
    }

    /** Every reason against, none when ready. Completes within the deadline; never fails. */
    Future<List<Trouble>> check() {
        List<Future<List<Trouble>>> checks = List.of(
                ask("broker", Addresses.CANARY, new Canary()),
                ask("revocations", Addresses.REVOKED_NOW, new RevokedQuestion()),
                hubs(),
                ask("metrics", Addresses.METRICS_ALIVE, new Alive()),
                ask("heartbeat", Addresses.HEARTBEAT_ALIVE, new Alive()));
        return Future.all(checks).map(done -> {
            List<Trouble> troubles = new ArrayList<>(ownTroubles());
            checks.forEach(check -> troubles.addAll(check.result()));
            return troubles;
        });
    }

    private List<Trouble> ownTroubles() {
        List<Trouble> troubles = new ArrayList<>();
        if (draining.getAsBoolean()) {
            troubles.add(new Trouble("shutdown", "draining"));
        }
        if (!publishing.getAsBoolean()) {
            troubles.add(new Trouble("api", MUTE));
        }
        broker.get().forEach(reason -> troubles.add(new Trouble("broker", reason)));
        down.get().forEach(name -> troubles.add(new Trouble(name, "being restarted")));
        return troubles;
    }

    private Future<List<Trouble>> hubs() {
        return censusTaker
                .count(DEADLINE)
                .map(population -> Stream.of(
                                troubles(population.silent(), "does not answer"),
                                troubles(population.mute(), MUTE),
                                troubles(population.closed(), CLOSED))
                        .flatMap(each -> each)
                        .toList());
    }

    private static Stream<Trouble> troubles(List<Integer> hubs, String reason) {
        return hubs.stream().map(hub -> new Trouble("hub " + hub, reason));
    }

    private <W> Future<List<Trouble>> ask(String check, Address<W, ?> address, W word) {
        return bus.ask(address, word, DEADLINE)
                .map(Collections.<Trouble>emptyList())
                .otherwise(failure -> List.of(Trouble.of(check, failure)));
    }
}
