package io.carillon.broker;

import io.carillon.bus.Address;
import io.carillon.bus.Addresses;
import io.carillon.bus.BridgeUp;
import io.carillon.bus.Bus;
import io.carillon.bus.Interest;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Publication;
import io.carillon.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Stands between the broker and the hubs of this process: it alone knows what the node listens to, and each hub gets
 * what it wants of one batch in one word. It starts also while the broker is away; until that is there, interest is
 * refused and no canary comes back.
 */
public final class BridgeVerticle extends VerticleBase implements Feed.Listener {
    private static final long CANARY_MILLIS = 1_000;
    private static final long TICK_MILLIS = 1_000;

    private final BrokerDriver driver;
    private final Bus bus;
    private final String nodeId;
    private final Meters meters;
    private final PresenceSettings presenceSettings;
    private final List<Address<List<Publication>, Void>> hubs = new ArrayList<>();
    private final Interests.Outlet outlet = this::deliver;
    private Feed feed;
    private Broker broker;
    private Interests interests;
    private Continuity continuity;
    private Canaries canaries;
    private final boolean tellsOccupancy;
    private Optional<Presence> presence = Optional.empty();
    private Optional<OccupancyLog> occupancy = Optional.empty();
    private Revocations revocations;

    /** @param tellsOccupancy whether hooks want to know which channels have subscribers */
    public BridgeVerticle(
            BrokerDriver driver,
            Bus bus,
            String nodeId,
            PresenceSettings presenceSettings,
            Meters meters,
            boolean tellsOccupancy) {
        this.driver = driver;
        this.bus = bus;
        this.nodeId = nodeId;
        this.presenceSettings = presenceSettings;
        this.meters = meters;
        this.tellsOccupancy = tellsOccupancy;
    }

    @Override
    public Future<?> start() {
        feed = driver.openFeed(context, this);
        broker = driver.openBroker(context);
        continuity = new Continuity(broker, meters, this::fanOut);
        openOccupancy();
        interests = new Interests(feed, this::heard, this::unwanted);
        canaries = new Canaries(nodeId, feed, broker, System.currentTimeMillis());
        openPresence();
        revocations = new Revocations(vertx, driver.openRevocations(context), bus, RevocationStore.MOST);
        revocations.open();
        bus.answer(Addresses.INTEREST, this::interest);
        bus.answer(Addresses.RECALL, continuity::recall);
        bus.answer(Addresses.RELEASE, this::release);
        bus.answer(Addresses.HUB_RESET, this::hubReset);
        bus.answer(Addresses.CANARY, question -> canary());
        bus.answer(Addresses.FLUSH, question -> canaries.landed().compose(landed -> canary()));
        bus.answer(Addresses.RELOAD_BRIDGE, reload -> openPresence());
        bus.answer(Addresses.BROKER_STATUS, question -> Future.succeededFuture(feed.isUp()));
        vertx.setPeriodic(TICK_MILLIS, id -> continuity.tick());
        bus.tellAll(Addresses.BRIDGE_UP, new BridgeUp());
        return Future.succeededFuture();
    }

    @Override
    public Future<?> stop() {
        Future<Void> left = presence.map(Presence::close).orElse(Future.succeededFuture());
        return left.eventually(() -> Future.join(feed.close(), broker.close(), revocations.close()));
    }

    /** Once there are channels whose members are kept; from then on it is there. */
    private Future<Void> openPresence() {
        presence = presence.or(() -> Presence.open(context, driver, bus, presenceSettings));
        return Future.succeededFuture();
    }

    private void openOccupancy() {
        if (tellsOccupancy) {
            OccupancyLog log = new OccupancyLog(bus, context, Clock.systemUTC());
            occupancy = Optional.of(log);
            bus.listen(Addresses.HOOKS_UP, up -> log.repeat());
        }
    }

    private void heard(ChannelName channel) {
        occupancy.ifPresent(log -> log.occupied(channel));
    }

    private void unwanted(ChannelName channel) {
        continuity.forget(channel);
        occupancy.ifPresent(log -> log.vacated(channel));
    }

    private Future<Void> interest(Interest interest) {
        return interests.add(interest.hub(), interest.channel());
    }

    private Future<Void> release(Interest interest) {
        interests.remove(interest.hub(), interest.channel());
        return Future.succeededFuture();
    }

    private Future<Void> hubReset(int hub) {
        interests.removeAll(hub);
        presence.ifPresent(here -> here.hubReset(hub));
        return Future.succeededFuture();
    }

    private Future<Void> canary() {
        Future<Void> canary = canaries.send();
        long deadline = vertx.setTimer(CANARY_MILLIS, id -> canaries.giveUp(canary));
        return canary.onComplete(done -> vertx.cancelTimer(deadline));
    }

    /** Whoever waits for a canary has what came before it by then. */
    @Override
    public void onPublications(List<Publication> publications) {
        boolean isBack = canaries.isIn(publications);
        continuity.hear(publications);
        if (isBack) {
            canaries.land();
        }
    }

    @Override
    public void onReturn() {
        continuity.doubtAll();
    }

    private void fanOut(List<Publication> publications) {
        interests.route(publications, outlet);
    }

    private void deliver(int hub, List<Publication> publications) {
        while (hubs.size() <= hub) {
            hubs.add(Addresses.deliveries(hubs.size()));
        }
        bus.tell(hubs.get(hub), publications);
    }
}
