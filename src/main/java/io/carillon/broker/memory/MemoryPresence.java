package io.carillon.broker.memory;

import io.carillon.broker.BrokerUnavailableException;
import io.carillon.broker.Change;
import io.carillon.broker.PresenceStore;
import io.carillon.broker.Renewal;
import io.carillon.channel.Attendance;
import io.carillon.channel.ChannelName;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** One bridge's way to the members that the process keeps. */
final class MemoryPresence implements PresenceStore {
    private final MemoryMembers members;
    private final Context context;
    private boolean closed;

    MemoryPresence(MemoryMembers members, Context context) {
        this.members = members;
        this.context = context;
    }

    @Override
    public Future<Renewal> renew(String lease, String epoch, Duration life) {
        return unlessClosed(() -> members.renew(lease, epoch, life));
    }

    @Override
    public Future<Boolean> write(Change change) {
        return unlessClosed(() -> members.write(change, context));
    }

    @Override
    public Future<Attendance> read(ChannelName channel) {
        return unlessClosed(() -> members.read(channel));
    }

    @Override
    public Future<Long> sweep(String lease, Predicate<ChannelName> announced) {
        return unlessClosed(() -> members.sweep(lease, announced, context));
    }

    @Override
    public Future<Void> retire(String lease, Duration rest) {
        return unlessClosed(() -> {
            members.retire(lease, rest);
            return null;
        });
    }

    private <T> Future<T> unlessClosed(Supplier<T> call) {
        return closed
                ? Future.failedFuture(new BrokerUnavailableException("The broker is closed"))
                : Future.succeededFuture(call.get());
    }

    @Override
    public boolean isUp() {
        return !closed;
    }

    @Override
    public long returns() {
        return 0;
    }

    @Override
    public Future<Void> close() {
        closed = true;
        return Future.succeededFuture();
    }
}
