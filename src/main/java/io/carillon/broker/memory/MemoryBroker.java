package io.carillon.broker.memory;

import io.carillon.broker.Broker;
import io.carillon.broker.BrokerUnavailableException;
import io.carillon.broker.Draft;
import io.carillon.broker.Page;
import io.carillon.broker.Past;
import io.carillon.channel.ChannelName;
import io.carillon.channel.Position;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.Optional;

/** The publishing side of one verticle. */
final class MemoryBroker implements Broker {
    private final MemoryDriver driver;
    private final Context context;
    private boolean closed;

    MemoryBroker(MemoryDriver driver, Context context) {
        this.driver = driver;
        this.context = context;
    }

    @Override
    public Future<Void> publish(ChannelName channel, byte[] text) {
        return closed ? gone() : driver.publish(channel, text, context);
    }

    @Override
    public Future<Optional<Position>> publish(Draft draft) {
        return closed ? gone() : driver.publish(draft, context);
    }

    @Override
    public Future<Past> read(ChannelName channel, Page page) {
        return closed ? gone() : driver.read(channel, page);
    }

    @Override
    public Future<Position> erase(ChannelName channel) {
        return closed ? gone() : driver.erase(channel, context);
    }

    private static <T> Future<T> gone() {
        return Future.failedFuture(new BrokerUnavailableException("The broker is closed"));
    }

    @Override
    public boolean isUp() {
        return !closed;
    }

    @Override
    public Future<Void> close() {
        closed = true;
        return Future.succeededFuture();
    }
}
