package io.carillon.broker.memory;

import io.carillon.broker.Change;
import io.carillon.broker.Renewal;
import io.carillon.channel.Attendance;
import io.carillon.channel.ChannelName;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The members of all channels of the process, under the leases of its bridge: of the one that there is, and of those that
 * have failed before it. Guarded by its own lock, since an old bridge may end while a new one begins.
 */
final class MemoryMembers {
    private final MemoryDriver driver;
    private final Map<ChannelName, MemoryRoom> rooms = new HashMap<>();
    private final MemoryLeases leases = new MemoryLeases();

    MemoryMembers(MemoryDriver driver) {
        this.driver = driver;
    }

    synchronized Renewal renew(String lease, String epoch, Duration life) {
        return leases.renew(lease, epoch, life);
    }

    synchronized boolean write(Change change, Context publisher) {
        MemoryRoom room = rooms.computeIfAbsent(change.channel(), MemoryRoom::new);
        boolean written = room.write(change, text -> driver.publish(change.channel(), text, publisher));
        removeIfEmpty(room);
        return written;
    }

    synchronized Attendance read(ChannelName channel) {
        MemoryRoom room = rooms.get(channel);
        return room == null ? new Attendance(0, 0, new byte[] {'[', ']'}) : room.attendance();
    }

    synchronized long sweep(String lease, Predicate<ChannelName> announced, Context publisher) {
        long swept = 0;
        for (MemoryRoom room : List.copyOf(rooms.values())) {
            ChannelName channel = room.channel();
            swept += room.sweep(lease, text -> {
                if (announced.test(channel)) {
                    driver.publish(channel, text, publisher);
                }
            });
            removeIfEmpty(room);
        }
        leases.swept(lease);
        return swept;
    }

    private void removeIfEmpty(MemoryRoom room) {
        if (room.isEmpty()) {
            rooms.remove(room.channel());
        }
    }

    synchronized void retire(String lease, Duration rest) {
        leases.retire(lease, rest);
    }
}
