package io.carillon.broker;

import io.carillon.broker.EventStep.Kind;
import io.carillon.channel.ChannelName;
import io.carillon.config.EventHookConfig;
import io.carillon.testing.Await;
import io.carillon.testing.Loop;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;

/** An open store of events on a loop of its own, as one node has it. */
public final class Recording {
    static final long AT = 1_000;

    private static final Duration LONG = Duration.ofSeconds(60);

    private final Loop loop;
    private final EventStore store;
    private String lease;
    private int leases;

    Recording(Loop loop, BrokerDriver driver, String node, EnumSet<EventHookConfig.Kind> kinds, int queue) {
        this.loop = loop;
        store = loop.get(context -> driver.openEvents(context, new EventStore.Terms(node, kinds, queue)));
        Await.until("the store is up", () -> loop.get(context -> store.isUp()));
        take(node);
    }

    /** Takes a new lease. */
    Recording take(String node) {
        lease = node + "." + ++leases;
        Await.result(loop.ask(context -> store.renew(lease, LeaseStore.NO_EPOCH, LONG)));
        return this;
    }

    String lease() {
        return lease;
    }

    Renewal renew(Duration life) {
        String epoch = Await.result(loop.ask(context -> store.renew(lease, LeaseStore.NO_EPOCH, LONG)))
                .epoch();
        return Await.result(loop.ask(context -> store.renew(lease, epoch, life)));
    }

    long client(Kind kind, String clientId) {
        return write(EventStep.connection(kind, clientId, "u-" + clientId, AT, kind == Kind.WENT ? 1000 : 0));
    }

    long channel(Kind kind, String channel) {
        return write(EventStep.channel(kind, new ChannelName(channel), AT));
    }

    long write(EventStep... steps) {
        return Await.result(loop.ask(context -> store.write(lease, List.of(steps))));
    }

    long sweep(String lapsed) {
        return Await.result(loop.ask(context -> store.sweep(lapsed)));
    }

    QueueHead take(String courier, Duration life, String delivered, int most) {
        return Await.result(loop.ask(context -> store.take(courier, life, delivered, most)));
    }

    void resign(String courier) {
        Await.result(loop.ask(context -> store.resign(courier)));
    }

    /** All that waits, as text. */
    List<String> waiting() {
        QueueHead head = take("reader", LONG, "", 1_000_000);
        resign("reader");
        return head.events().stream()
                .map(event -> event.id().replaceAll("(occupied|vacated):.*", "$1"))
                .toList();
    }

    void close() {
        Await.result(loop.ask(context -> store.close()));
    }
}
