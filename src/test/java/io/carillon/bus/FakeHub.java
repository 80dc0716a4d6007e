package io.carillon.bus;

import io.carillon.channel.ChannelName;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Collectors;

/** Answers the census with fixed numbers, and keeps the pulses that it hears. */
public final class FakeHub extends VerticleBase {
    public final BlockingQueue<Pulse> pulses = new LinkedBlockingQueue<>();

    private final Bus bus;
    private final int number;
    private final int connections;
    private final int subscriptions;
    private final Set<ChannelName> channels;
    public volatile boolean brokerUp = true;

    public FakeHub(Bus bus, int number, int connections, int subscriptions, String... channels) {
        this.bus = bus;
        this.number = number;
        this.connections = connections;
        this.subscriptions = subscriptions;
        this.channels = Arrays.stream(channels).map(ChannelName::new).collect(Collectors.toSet());
    }

    private Census census() {
        return new Census(connections, subscriptions, channels, brokerUp);
    }

    @Override
    public Future<?> start() {
        bus.answer(Addresses.census(number), question -> Future.succeededFuture(census()));
        bus.listen(Addresses.PULSE, pulses::add);
        return Future.succeededFuture();
    }
}
