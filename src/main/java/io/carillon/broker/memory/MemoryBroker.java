package io.carillon.broker.memory;

import io.carillon.broker.Broker;
import io.carillon.broker.BrokerUnavailableException;
import io.carillon.channel.ChannelName;
import io.vertx.core.Context;
import io.vertx.core.Future;

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
        return closed
                ? Future.failedFuture(new BrokerUnavailableException("The broker is closed"))
                : driver.publish(channel, text, context);
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
