package io.carillon.hooks;

import io.carillon.broker.BrokerDriver;
import io.carillon.broker.EventStore;
import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.HooksUp;
import io.carillon.config.AuthorizeHookConfig;
import io.carillon.config.EventHookConfig;
import io.carillon.config.HooksConfig;
import io.carillon.metrics.HookMeters;
import io.carillon.outbound.Bounds;
import io.carillon.outbound.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The hooks of one process, where any are configured: glue between the bus, the store of events and the receivers. */
public final class HooksVerticle extends VerticleBase {
    private static final long TICK_MILLIS = 250;
    private static final Duration FAREWELL = Duration.ofSeconds(5);
    private static final Duration BREAKER_PAUSE = Duration.ofSeconds(2);
    private static final int ANSWER_BYTES = 16_384;
    private static final int AUTHORIZE_CONNECTIONS = 64;
    private static final LongSupplier CLOCK = () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());

    private final BrokerDriver driver;
    private final Bus bus;
    private final String nodeId;
    private final HooksConfig config;
    private final Supplier<String> tokens;
    private final HookMeters meters;
    private Optional<EventStore> store = Optional.empty();
    private Optional<Doorkeeper> doorkeeper = Optional.empty();
    private Journal journal;
    private Courier courier;
    private long timer;

    /** @param tokens gives short words that nobody else gives */
    public HooksVerticle(
            BrokerDriver driver,
            Bus bus,
            String nodeId,
            HooksConfig config,
            Supplier<String> tokens,
            HookMeters meters) {
        this.driver = driver;
        this.bus = bus;
        this.nodeId = nodeId;
        this.config = config;
        this.tokens = tokens;
        this.meters = meters;
    }

    @Override
    public Future<?> start() {
        config.events().ifPresent(this::startEvents);
        config.authorize().ifPresent(this::startAuthorize);
        bus.tellAll(Addresses.HOOKS_UP, new HooksUp());
        return Future.succeededFuture();
    }

    private void startEvents(EventHookConfig events) {
        EventStore open = driver.openEvents(context, new EventStore.Terms(nodeId, events.kinds(), events.queue()));
        store = Optional.of(open);
        journal = new Journal(open, this::leaseName, events.queue(), CLOCK, new Losses(meters, CLOCK));
        Courier.Post post = post(events.url(), events.secret(), events.timeout(), 1);
        courier = new Courier(
                leaseName(),
                open,
                post,
                events.batch(),
                meters,
                CLOCK,
                () -> ThreadLocalRandom.current().nextDouble());
        bus.listen(Addresses.PASSAGES, journal::onPassages);
        bus.listen(Addresses.OCCUPANCIES, journal::onOccupancies);
        bus.listen(Addresses.BRIDGE_UP, up -> journal.onBridgeUp());
        wind();
    }

    private String leaseName() {
        return nodeId + "." + tokens.get();
    }

    /** A timer that is wound again each time: after a pause of the process there is one tick, not all that were missed. */
    private void wind() {
        journal.tick();
        courier.tick();
        timer = vertx.setTimer(TICK_MILLIS, id -> wind());
    }

    private void startAuthorize(AuthorizeHookConfig authorize) {
        Courier.Post post = post(authorize.url(), authorize.secret(), authorize.timeout(), AUTHORIZE_CONNECTIONS);
        Doorkeeper keeper = new Doorkeeper(vertx, post, BREAKER_PAUSE, meters);
        doorkeeper = Optional.of(keeper);
        bus.answer(Addresses.AUTHORIZE, keeper::ask);
    }

    private Courier.Post post(URI url, List<String> secrets, Duration timeout, int connections) {
        Endpoint endpoint = new Endpoint(vertx, url, new Bounds(timeout, timeout, ANSWER_BYTES, connections));
        Signature signature = new Signature(secrets);
        Clock clock = Clock.systemUTC();
        return body -> endpoint.post(signature.headers(body, clock.millis()), body);
    }

    @Override
    public Future<?> stop() {
        doorkeeper.ifPresent(Doorkeeper::close);
        return store.map(this::leave).orElse(Future.succeededFuture());
    }

    /** The last events are written, and posted if the receiver takes them. */
    private Future<Void> leave(EventStore open) {
        return journal.retire()
                .compose(written -> courier.close())
                .timeout(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)
                .otherwiseEmpty()
                .onComplete(done -> vertx.cancelTimer(timer))
                .eventually(open::close);
    }
}
