package io.carillon.broker.memory;

import io.carillon.broker.Change;
import io.carillon.broker.PresenceStore;
import io.carillon.broker.Renewal;
import io.carillon.channel.Attendance;
import io.carillon.channel.ChannelName;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Predicate;

/** One bridge's way to the members that the process keeps. */
final class MemoryPresence extends MemoryLeaseStore implements PresenceStore {
    private final MemoryMembers members;
    private final Context context;

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
}
