package io.carillon.broker;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.memory.MemoryDriver;
import io.carillon.bus.Addresses;
import io.carillon.bus.Bus;
import io.carillon.bus.Canary;
import io.carillon.bus.Flush;
import io.carillon.bus.Interest;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.carillon.channel.Publication;
import io.carillon.metrics.Meters;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BridgeVerticleTest {
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final ChannelName A = new ChannelName("a");

    private static final PresenceSettings WITHOUT_PRESENCE =
            new PresenceSettings(Duration.ZERO, Map::of, () -> "lease", new Meters(new SimpleMeterRegistry()));

    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);
    private final MemoryDriver memory = new MemoryDriver();

    @AfterEach
    void end() {
        Await.result(vertx.close());
    }

    @Test
    void eachHubGetsOneWordPerBatch() {
        List<List<Publication>> first = hub(0);
        List<List<Publication>> second = hub(1);
        deploy(memory);
        Await.result(bus.ask(Addresses.INTEREST, new Interest(0, A), LONG));
        Await.result(bus.ask(Addresses.INTEREST, new Interest(1, A), LONG));
        Publishing broker = new Publishing(Loop.start(vertx), memory);
        Await.result(broker.publishNumbers("a", "s", 3));
        Await.until("three for each", () -> size(first) == 3 && size(second) == 3);
        assertThat(first.get(0).get(0).text()).isSameAs(second.get(0).get(0).text());
    }

    @Test
    void aReleasedChannelAndAHubThatBeganAgainGetNothing() {
        List<List<Publication>> released = hub(0);
        List<List<Publication>> reset = hub(1);
        List<List<Publication>> marker = hub(2);
        deploy(memory);
        for (int hub = 0; hub < 3; hub++) {
            Await.result(bus.ask(Addresses.INTEREST, new Interest(hub, A), LONG));
        }
        bus.tell(Addresses.RELEASE, new Interest(0, A));
        Await.result(bus.ask(Addresses.HUB_RESET, 1, LONG));
        Await.result(new Publishing(Loop.start(vertx), memory).publish("a", "1"));
        Await.until("the marker", () -> size(marker) == 1);
        assertThat(released).isEmpty();
        assertThat(reset).isEmpty();
    }

    @Test
    void itsBeginningIsToldToAllHubs() {
        AtomicInteger begun = new AtomicInteger();
        bus.listen(Addresses.BRIDGE_UP, up -> begun.incrementAndGet());
        deploy(memory);
        Await.until("the word", () -> begun.get() == 1);
    }

    @Test
    void canariesComeBack() {
        deploy(memory);
        List<Future<Void>> three = List.of(canary(), canary(), canary());
        Await.result(Future.all(three));
        Await.result(canary());
    }

    @Test
    void aCanaryThatIsSwallowedFails() {
        deploy(new Broken(memory, Future.succeededFuture()));
        assertThat(Await.failure(canary())).hasMessageContaining("did not come back");
    }

    @Test
    void aCanaryThatTheBrokerRefusesFails() {
        deploy(new Broken(memory, Future.failedFuture(new BrokerUnavailableException("away"))));
        assertThat(Await.failure(canary())).hasMessageContaining("away");
    }

    @Test
    void aFlushIsAnsweredBehindWhatWasPublishedBefore() {
        List<List<Publication>> heard = hub(0);
        deploy(memory);
        Await.result(bus.ask(Addresses.INTEREST, new Interest(0, A), LONG));
        Publishing broker = new Publishing(Loop.start(vertx), memory);
        for (int i = 1; i <= 50; i++) {
            Future<Void> out = canary();
            Await.result(broker.publish("a", Integer.toString(i)));
            Await.result(flush());
            int last = i;
            Await.until("message " + i, () -> size(heard) == last);
            Await.result(out);
        }
    }

    @Test
    void aFlushEndsAlsoWhereCanariesAreSwallowed() {
        deploy(new Broken(memory, Future.succeededFuture()));
        List<Future<Void>> all = List.of(canary(), flush(), flush());
        for (Future<Void> each : all) {
            assertThat(Await.failure(each)).hasMessageContaining("did not come back");
        }
    }

    private Future<Void> flush() {
        return bus.ask(Addresses.FLUSH, new Flush(), LONG);
    }

    private Future<Void> canary() {
        return bus.ask(Addresses.CANARY, new Canary(), LONG);
    }

    private void deploy(BrokerDriver driver) {
        BridgeVerticle bridge =
                new BridgeVerticle(driver, bus, "n1", WITHOUT_PRESENCE, new Meters(new SimpleMeterRegistry()), false);
        Await.result(vertx.deployVerticle(bridge));
    }

    private List<List<Publication>> hub(int number) {
        List<List<Publication>> heard = new CopyOnWriteArrayList<>();
        bus.listen(Addresses.deliveries(number), heard::add);
        return heard;
    }

    private static int size(List<List<Publication>> batches) {
        return batches.stream().mapToInt(List::size).sum();
    }

    /** Hears, but publishes nothing. */
    private record Broken(BrokerDriver hearing, Future<Void> answer) implements BrokerDriver {
        @Override
        public EventStore openEvents(Context context, EventStore.Terms terms) {
            return hearing.openEvents(context, terms);
        }

        @Override
        public Broker openBroker(Context context) {
            return new Broker() {
                @Override
                public Future<Void> publish(ChannelName channel, byte[] text) {
                    return answer;
                }

                @Override
                public Future<Optional<Position>> publish(Draft draft) {
                    throw new UnsupportedOperationException("Nothing here has a history");
                }

                @Override
                public Future<Past> read(ChannelName channel, Page page) {
                    throw new UnsupportedOperationException("Nothing here has a history");
                }

                @Override
                public Future<Position> erase(ChannelName channel) {
                    throw new UnsupportedOperationException("Nothing here has a history");
                }

                @Override
                public boolean isUp() {
                    return true;
                }

                @Override
                public Future<Void> close() {
                    return Future.succeededFuture();
                }
            };
        }

        @Override
        public Feed openFeed(Context context, Feed.Listener listener) {
            return hearing.openFeed(context, listener);
        }

        @Override
        public RevocationStore openRevocations(Context context) {
            return hearing.openRevocations(context);
        }

        @Override
        public PresenceStore openPresence(Context context) {
            return hearing.openPresence(context);
        }
    }
}
