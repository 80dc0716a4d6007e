package io.carillon.broker.memory;

import io.carillon.broker.Change;
import io.carillon.broker.PresenceStore;
import io.carillon.broker.Renewal;
import io.carillon.channel.Attendance;
import io.carillon.channel.ChannelName;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The members of all channels of the process, under the leases of its bridge: of the one that there is, and of those that
 * have failed before it. Guarded by its own lock, since an old bridge may end while a new one begins.
 */
final class MemoryMembers {
    private static final String EPOCH = "memory";

    private final MemoryDriver driver;
    private final Map<ChannelName, MemoryRoom> rooms = new HashMap<>();
    /** By lease, when it is over. */
    private final Map<String, Long> leases = new HashMap<>();
    /** Leases that are over and not yet swept. */
    private final Set<String> lapsed = new HashSet<>();

    MemoryMembers(MemoryDriver driver) {
        this.driver = driver;
    }

    synchronized Renewal renew(String lease, String epoch, Duration life) {
        long now = now();
        boolean isNew = epoch.equals(PresenceStore.NO_EPOCH);
        Long until = leases.get(lease);
        if (until != null && until <= now) {
            leases.replaceAll((each, end) -> Math.max(end, now + life.toMillis()));
        }
        if (isNew || until != null) {
            leases.put(lease, now + life.toMillis());
        }
        if (!isNew) {
            leases.entrySet().removeIf(each -> each.getValue() <= now && lapsed.add(each.getKey()));
        }
        return new Renewal(EPOCH, leases.containsKey(lease), isNew ? List.of() : List.copyOf(lapsed));
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
        lapsed.remove(lease);
        return swept;
    }

    private void removeIfEmpty(MemoryRoom room) {
        if (room.isEmpty()) {
            rooms.remove(room.channel());
        }
    }

    synchronized void retire(String lease, Duration rest) {
        leases.computeIfPresent(lease, (held, until) -> Math.min(until, now() + rest.toMillis()));
    }

    private static long now() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }
}
