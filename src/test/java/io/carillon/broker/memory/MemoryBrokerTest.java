package io.carillon.broker.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.carillon.broker.BrokerContract;
import io.carillon.broker.BrokerDriver;
import io.carillon.broker.BrokerUnavailableException;
import io.carillon.broker.Publishing;
import io.carillon.channel.ChannelName;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryBrokerTest extends BrokerContract {
    private static final ChannelName CHANNEL = new ChannelName("a");

    @Override
    protected BrokerDriver driver() {
        return new MemoryDriver();
    }

    @Test
    void publishesOfOneTurnArriveAsOneList() {
        Loop loop = Loop.start(vertx);
        List<Integer> sizes = new ArrayList<>();
        Await.result(loop.ask(context -> {
            var feed = driver.openFeed(context, list -> sizes.add(list.size()));
            var broker = driver.openBroker(context);
            feed.subscribe(CHANNEL);
            for (int i = 0; i < 10; i++) {
                broker.publish(CHANNEL, Publishing.text("a", "1"));
            }
            return Future.succeededFuture();
        }));
        Await.until("a list", () -> loop.get(context -> !sizes.isEmpty()));
        assertThat(sizes).containsExactly(10);
    }

    @Test
    void tooManyWaitingPublicationsAreRefused() {
        assertThat(acceptedBeforeRefusal(1)).isEqualTo(MemoryFeed.MAX_WAITING);
    }

    @Test
    void tooManyWaitingBytesAreRefused() {
        int size = 1 << 20;
        assertThat(acceptedBeforeRefusal(size)).isEqualTo((int) (MemoryFeed.MAX_WAITING_BYTES / size));
    }

    /** Publishes from the feed's own loop, which cannot drain meanwhile. */
    private int acceptedBeforeRefusal(int size) {
        byte[] text = new byte[size];
        return Loop.start(vertx).get(context -> {
            driver.openFeed(context, list -> {});
            var broker = driver.openBroker(context);
            int accepted = 0;
            Future<Void> published = broker.publish(CHANNEL, text);
            while (published.succeeded()) {
                accepted++;
                published = broker.publish(CHANNEL, text);
            }
            assertThat(published.cause()).isInstanceOf(BrokerUnavailableException.class);
            return accepted;
        });
    }

    @Test
    void withoutAFeedAPublicationReachesNobody() {
        Await.result(publishing().publish("a", "1"));
    }
}
