package io.carillon.broker;

import io.carillon.channel.ChannelName;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.List;

/** A feed that writes down its calls and confirms when the test says so. */
class FakeFeed implements Feed {
    final List<String> calls = new ArrayList<>();
    final List<Promise<Void>> subscribes = new ArrayList<>();

    @Override
    public Future<Void> subscribe(ChannelName channel) {
        calls.add("+" + channel);
        subscribes.add(Promise.promise());
        return subscribes.get(subscribes.size() - 1).future();
    }

    @Override
    public void unsubscribe(ChannelName channel) {
        calls.add("-" + channel);
    }

    @Override
    public boolean isUp() {
        return true;
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
